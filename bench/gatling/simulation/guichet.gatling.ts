import { getParameter, readResourceAsString, simulation, type ProtocolBuilder } from "@gatling.io/core";
import { http } from "@gatling.io/http";
import { assertionsOf } from "./assertions-of.ts";
import { centreUrlSchema, PREPARED_FILE, preparedSchema, secondsOf } from "./prepared.ts";
import { populationOf } from "./scenario-of.ts";

/** For the last arrivals to end in; what has not by then is missing from the counts, and fails the run. */
const CLOSING_SECONDS = 120;

/** Only what a workstation sends, over connections that stay open: none for each arrival, none to Gatling's own site. */
const protocolOf = (url: string): ProtocolBuilder =>
  http.baseUrl(url).authorizationHeader("Bearer #{token}").shareConnections().disableWarmUp().disableCaching().disableAutoReferer().disableAutoOrigin().disableFollowRedirect();

/** Sends a prepared folder, which is Gatling's resources folder. `url=…` where another address leads to the same centre. */
const guichet: ReturnType<typeof simulation> = simulation((setUp) => {
  const prepared = preparedSchema.parse(JSON.parse(readResourceAsString(PREPARED_FILE)));
  const seconds = secondsOf(prepared);
  if (Date.now() + seconds * 1000 > prepared.tokensEndAt) throw new Error("the tokens of this folder end before its load would: prepare another");
  setUp(populationOf(prepared))
    .protocols(protocolOf(centreUrlSchema.parse(getParameter("url", prepared.url))))
    .assertions(...assertionsOf(prepared))
    .maxDuration(seconds + CLOSING_SECONDS);
});

// Gatling's command knows a simulation by its file's name and default export.
export default guichet;
