import { z } from "zod";
import { journeySchema } from "../../load/journey.ts";
import { createRateCurve } from "../../support/rate-curve.ts";
import { isGatlingStep } from "./gatling-step.ts";

/** The two files of a prepared folder, Gatling's resources: what is sent, and one line an arrival. */
export const PREPARED_FILE = "prepared.json";
export const ARRIVALS_FILE = "arrivals.csv";

/** Tokens do not travel in the clear: only this machine is asked without TLS. */
export const centreUrlSchema = z.string().regex(/^(https:\/\/[\w.-]+|http:\/\/(127\.0\.0\.1|localhost))(:\d+)?$/, "https://NAME, or http://127.0.0.1:PORT");

/** Gatling counts the users of whole seconds, rounds as we do, and starts none for less than half a one. */
const gatlingJourneySchema = journeySchema.refine(
  ({ rates }) => rates.every(({ seconds, perSecond }) => Number.isInteger(seconds) && seconds * perSecond >= 0.5),
  "Gatling counts arrivals by whole seconds: each rate must last some, with an arrival at least",
).refine(({ steps }) => steps.every(isGatlingStep), "what strangers ask is for our own runner only");

export const preparedSchema = z.strictObject({
  /** With the rates that were prepared. */
  journey: gatlingJourneySchema,
  /** Where it was prepared. Another address may lead to the same centre. */
  url: centreUrlSchema,
  centre: z.uuid(),
  epoch: z.uuid(),
  arrivals: z.int().min(1),
  /** What the centre has more of when all have come. */
  changes: z.int().min(0),
  files: z.int().min(0),
  /** When the first of the tokens ends, UTC ms. */
  tokensEndAt: z.int(),
}).refine(({ journey, arrivals }) => createRateCurve(journey.rates).total === arrivals, "not as many arrivals as the rates say");
export type Prepared = z.infer<typeof preparedSchema>;

/** @throws ZodError, where Gatling could not follow the journey's rates. */
export const checkRates = (journey: Prepared["journey"]): Prepared["journey"] => gatlingJourneySchema.parse(journey);

export const secondsOf = ({ journey }: Prepared): number => journey.rates.reduce((sum, { seconds }) => sum + seconds, 0);
