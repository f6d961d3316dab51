import { details, global, type Assertion } from "@gatling.io/core";
import type { Prepared } from "./prepared.ts";

/** None failed, every step of every arrival was sent, and the slowest hundredth of whole arrivals is within the journey's own bound. */
export function assertionsOf({ journey, arrivals }: Prepared): readonly Assertion[] {
  const names = new Set(journey.steps.map(({ name }) => name));
  return [
    global().failedRequests().count().is(0),
    ...[...names].map((name) => details(journey.name, name).allRequests().count().is(arrivals * journey.steps.filter((step) => step.name === name).length)),
    details(journey.name).responseTime().percentile(99).lte(journey.bend.p99Ms),
  ];
}
