import { expect, test } from "vitest";
import { viewOf } from "../../testing/fake-files.ts";
import type { Problem } from "../file/file-problems.ts";
import { nextStep } from "./next-step.ts";

const missing: Problem = { field: "iban", code: "REQUIRED", kind: "missing" };
const wrong: Problem = { field: "amount", code: "AMOUNT_FORMAT", kind: "fault" };
const ruled: Problem = { field: "amount", code: "PLAFOND_DEPASSE", kind: "ruling" };
const { conflicts } = viewOf(9);

test("the button names what comes first: a choice, then what is wrong, then what is empty", () => {
  expect(nextStep([], [])).toBe("file.submit");
  expect(nextStep([], [missing])).toBe("file.submit.complete");
  expect(nextStep([], [missing, wrong])).toBe("file.submit.mend");
  expect(nextStep([], [ruled])).toBe("file.submit.mend");
  expect(conflicts.length).toBe(1);
  expect(nextStep(conflicts, [missing, wrong])).toBe("file.submit.settle");
});
