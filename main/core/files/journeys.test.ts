import { expect, test } from "vitest";
import { createJourneys } from "./journeys.ts";

test("of changes that leave together, the last that was typed tells since when; one that nobody typed here tells nothing", () => {
  const journeys = createJourneys();
  journeys.typed(4, 1_000);
  journeys.typed(6, 2_000);
  expect(journeys.leave({ first: 4, last: 5 }, 3_000, 3_500)).toEqual({ typedMs: 2_500, sealedMs: 500 });
  expect(journeys.leave({ first: 4, last: 7 }, 3_000, 3_500)).toEqual({ typedMs: 1_500, sealedMs: 500 });
  expect(journeys.leave({ first: 7, last: 9 }, 3_000, 3_500)).toEqual({ typedMs: undefined, sealedMs: 500 });
  for (let seq = 10; seq < 1_010; seq += 1) journeys.typed(seq, seq);
  expect(journeys.leave({ first: 1, last: 9 }, 0, 1).typedMs).toBeUndefined();
});
