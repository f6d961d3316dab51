import { expect, test } from "vitest";
import { readReleaseRules } from "./read-release-rules.ts";

const form = { halted: false, upTo: "", first: [], share: "100" };

test("[RE1] what a form says of releases is read whole, or not at all", () => {
  expect(readReleaseRules(form)).toEqual({ halted: false, upTo: null, firstBranches: [], share: 100 });
  expect(readReleaseRules({ ...form, halted: true, upTo: " 1.4.0 ", first: ["a"], share: "0" })).toEqual({ halted: true, upTo: "1.4.0", firstBranches: ["a"], share: 0 });
  for (const wrong of [{ upTo: "1.4" }, { upTo: "v1.4.0" }, { share: "" }, { share: "101" }, { share: "-1" }, { share: "1.5" }, { first: Array.from({ length: 51 }, (_, n) => String(n)) }]) expect(readReleaseRules({ ...form, ...wrong })).toBeUndefined();
});
