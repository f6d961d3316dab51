import { z } from "zod";
import type { Rate } from "../support/rate-curve.ts";

const count = z.int().min(1);
const name = z.string().regex(/^[a-z][a-z-]*$/);

/** One request: where it goes, who makes its body, what its answer must be. All names; the code behind them stands beside each list. */
const stepSchema = z.strictObject({
  name,
  route: z.enum(["GET /healthz", "GET /v1/hello", "GET /v1/me", "POST /v1/enrol", "POST /v1/push", "POST /v1/pull", "POST /v1/verify", "GET /verification"]),
  /** `change`: the next one of the workstation's line. `cursor`: from where she last read. `verification`: see asks.ts. See workstation.ts. */
  body: z.enum(["none", "enrolment", "change", "cursor", "verification"]),
  /** See judge-answer.ts. `unchanged`: asked for with the mark of the last `page`. */
  answer: z.enum(["healthy", "hello", "me", "enrolled", "verdict", "feed", "verified", "page", "unchanged"]),
}).refine(({ route, body }) => route.startsWith("GET ") === (body === "none"), "a GET has no body, a POST has one");
export type Step = z.infer<typeof stepSchema>;

/** Of each hundred verifications: of a number that nobody asked for yet, of one asked for moments ago, with a cent too much. */
const asksSchema = z.strictObject({ first: z.int().min(1), again: z.int().min(0), wrong: z.int().min(0) })
  .refine(({ first, again, wrong }) => first + again + wrong === 100, "a hundred questions")
  .refine(({ first, wrong }) => wrong <= 3 * first, "a number is locked after a few wrong figures");
export type Asks = z.infer<typeof asksSchema>;

const rateSchema = z.strictObject({ seconds: z.number().positive(), perSecond: z.number().positive() });

export const journeySchema = z.strictObject({
  name,
  about: z.string().min(1),
  /** What the centre knows before anyone arrives: branches of each bank, persons of each branch. */
  directory: z.strictObject({ banks: count, branches: count, persons: count }),
  /** They take the arrivals in turn; one has no second journey on its way before the first has ended. */
  workstations: count,
  /** Once for each workstation, before the clock starts. */
  once: z.array(stepSchema),
  /** Of each arrival, in order. */
  steps: z.array(stepSchema).min(1),
  /** What strangers ask; needed where a step is a verification. Their numbers are registered before the clock starts, by the workstations. */
  asks: asksSchema.optional(),
  /** Arrivals a second, one after the other. */
  rates: z.array(rateSchema).min(1),
  /** Where the search for the bend starts, by what each rung multiplies, how long a rung lasts, and which p99 is too late. */
  bend: z.strictObject({ from: z.number().positive(), factor: z.number().gt(1), seconds: z.number().positive(), p99Ms: z.number().positive() }),
}).refine(({ once, steps }) => steps.every(({ body }) => body === "none" || body === "enrolment") || once.some(({ body }) => body === "enrolment"), "who pushes, pulls or registers has enrolled")
  .refine(({ asks, steps }) => (asks !== undefined) === steps.some(({ body }) => body === "verification"), "verifications, and only they, have their questions")
  .refine(({ steps }) => steps.every(({ answer }, i) => answer !== "unchanged" || steps.slice(0, i).some((before) => before.answer === "page")), "what is unchanged was read before");
export type Journey = z.infer<typeof journeySchema>;

/** @throws ZodError, for a text that is not a list of journeys with names of their own. */
export function parseJourneys(value: unknown): readonly Journey[] {
  return z.array(journeySchema).refine((all) => new Set(all.map((each) => each.name)).size === all.length, "two journeys have one name").parse(value);
}

/** The journey's own rates; `rate` makes them one, `seconds` stretches them all so that they last that long together. */
export function chosenRates(journey: Journey, rate: number | undefined, seconds: number | undefined): readonly Rate[] {
  const own = journey.rates.reduce((sum, each) => sum + each.seconds, 0);
  if (rate !== undefined) return [{ seconds: seconds ?? own, perSecond: rate }];
  return seconds === undefined ? journey.rates : journey.rates.map((each) => ({ ...each, seconds: (each.seconds * seconds) / own }));
}
