import { expect, test } from "vitest";
import { withStagesAgain } from "./stages-again.ts";

const round = { commit: "a", at: "1", stages: [{ name: "fast", ms: 1 }, { name: "pg", ms: 2 }], tests: [{ stage: "fast", title: "x", status: "failed" }, { stage: "fast", title: "gone", status: "passed" }, { stage: "pg", title: "y", status: "passed" }] };

test("a stage that was run again whole takes the place of what it was, and is named with its commit; the others stay", () => {
  const again = withStagesAgain(round, { commit: "b", at: "2", stages: [{ name: "fast", ms: 3 }], tests: [{ stage: "fast", title: "x", status: "passed" }] });
  expect(again).toEqual({
    commit: "a", at: "1", stages: [{ name: "fast", ms: 3 }, { name: "pg", ms: 2 }], tests: [{ stage: "pg", title: "y", status: "passed" }, { stage: "fast", title: "x", status: "passed" }],
    again: [{ name: "fast", commit: "b", at: "2" }],
  });
  expect(withStagesAgain(again, { commit: "c", at: "3", stages: [{ name: "fast", ms: 4 }], tests: [] }).again).toEqual([{ name: "fast", commit: "c", at: "3" }]);
});
