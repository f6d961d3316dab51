import { asLongAs, constantUsersPerSec, csv, doIf, dummy, exec, exitBlockOnFail, scenario, type ChainBuilder, type PopulationBuilder, type Session } from "@gatling.io/core";
import { isGatlingStep } from "./gatling-step.ts";
import { ARRIVALS_FILE, type Prepared } from "./prepared.ts";
import { isAskedToWait, requestOf, type Placed } from "./request-of.ts";
import { awaitTurn, endTurn, keepCursor, recallCursor } from "./turns.ts";

/** As often as our own runner asks again (ask-patiently.ts). */
export const MOST_WAITS = 200;

/**
 * A journey as Gatling's open model: each arrival is a user, fed with the next line of the file, and is one group from its turn to its last
 * answer. What fails ends its own arrival; the workstation's next one then has its turn, and is refused by the centre if its line has a gap.
 */
export function populationOf(prepared: Prepared): PopulationBuilder {
  const { journey } = prepared;
  const steps = journey.steps.filter(isGatlingStep).reduce((chain: ChainBuilder, step, place) => chain.exec(sendPatiently({ step, place, prepared })), exec(recallCursor));
  return scenario(journey.name)
    .feed(csv(ARRIVALS_FILE).queue())
    .group(journey.name).on(awaitTurn, exitBlockOnFail().on(steps))
    .exec(endTurn)
    .injectOpen(...journey.rates.map(({ seconds, perSecond }) => constantUsersPerSec(perSecond).during(seconds)));
}

/** As a workstation does: asked to wait, it waits as told and sends the same again. Waits and second sendings have names of their own in the report. */
function sendPatiently(placed: Placed): ChainBuilder {
  const { name, answer } = placed.step;
  const patiently = exec(
    requestOf(name, placed),
    asLongAs((session) => isAskedToWait(session) && session.get<number>("waits") < MOST_WAITS, "waits").on(dummy(`${name}: asked to wait`, waitMs), requestOf(`${name}: again`, placed)),
    doIf(isAskedToWait).then(dummy(`${name}: asked to wait too often`, 0).withSuccess(false)),
  );
  return answer === "feed" ? patiently.exec(keepCursor) : patiently;
}

function waitMs(session: Session): number {
  const seconds = Number(session.get<string>("retryAfter"));
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : 1000;
}
