import { expect, test } from "vitest";
import { rowOf } from "../../testing/fake-files.ts";
import { submittedRows } from "./submitted-rows.ts";

const [draft, waiting] = [rowOf(0), rowOf(4)];

test("a draft on its way is not told twice; what was submitted is", () => {
  expect([draft.next, waiting.next]).toEqual(["complete", "wait"]);
  expect(submittedRows({ rows: [draft], total: 1 }, 5)).toEqual({ rows: [], total: 0 });
  expect(submittedRows({ rows: [draft, waiting, draft], total: 3 }, 5)).toEqual({ rows: [waiting], total: 1 });
  expect(submittedRows({ rows: [waiting, waiting, waiting], total: 3 }, 2)).toEqual({ rows: [waiting, waiting], total: 3 });
});

test("a line longer than what was looked through is never hidden", () => {
  expect(submittedRows({ rows: [draft, draft], total: 900 }, 1)).toEqual({ rows: [draft], total: 900 });
  expect(submittedRows({ rows: [draft, waiting], total: 900 }, 5)).toEqual({ rows: [waiting], total: 900 });
});
