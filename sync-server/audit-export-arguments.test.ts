import { expect, test } from "vitest";
import { legalDate } from "../shared/kernel/legal-date.ts";
import { exportArguments, instantsOf } from "./audit-export-arguments.ts";
import { auditVerifyArguments } from "./audit-verify-command.ts";
import { verifyArguments } from "./verify-command.ts";

const BANK = "de300000-0000-4000-8000-00000000000a";

test("a bank or all, one file, and days that follow each other; anything else is not well formed", () => {
  const nothing = { from: undefined, to: undefined, anchors: undefined, aside: false };
  expect(exportArguments(["all", "--out", "x.zip"])).toEqual({ of: undefined, out: "x.zip", ...nothing });
  expect(exportArguments([BANK, "--from", "2020-04-01", "--out", "x.zip", "--to", "2020-04-30", "--anchors", "copy"])).toEqual({ ...nothing, of: BANK, out: "x.zip", from: "2020-04-01", to: "2020-04-30", anchors: "copy" });
  for (const args of [[], ["all"], ["all", "--out"], ["all", "--out", ""], ["bank", "--out", "x"], ["all", "--out", "x", "--from", "yesterday"], ["all", "--out", "x", "--from", "2020-02-30"], ["all", "--out", "x", "--from", "2020-02-02", "--to", "2020-02-01"], ["all", "--out", "x", "--out", "y"], ["all", "--out", "x", "--anchors", "f", "--without-anchors"], ["all", "--out", "x", "more"]]) expect([args, exportArguments(args)]).toEqual([args, undefined]);
});

test("days are whole days in Paris, in winter, in summer, and where the clock changes", () => {
  const of = (from: string, to: string) => { const { from: begin, to: end } = instantsOf({ from: legalDate(from), to: legalDate(to) }); return [new Date(begin).toISOString(), new Date(end).toISOString()]; };
  expect(of("2020-01-15", "2020-01-15")).toEqual(["2020-01-14T23:00:00.000Z", "2020-01-15T23:00:00.000Z"]);
  expect(of("2020-07-01", "2020-07-31")).toEqual(["2020-06-30T22:00:00.000Z", "2020-07-31T22:00:00.000Z"]);
  expect(of("2020-03-29", "2020-03-29")).toEqual(["2020-03-28T23:00:00.000Z", "2020-03-29T22:00:00.000Z"]);
  expect(of("2020-10-25", "2020-10-25")).toEqual(["2020-10-24T22:00:00.000Z", "2020-10-25T23:00:00.000Z"]);
  expect(instantsOf({ from: undefined, to: undefined })).toEqual({ from: 0, to: Number.MAX_SAFE_INTEGER });
});

test("the two commands that verify take what they know, and nothing else", () => {
  expect(auditVerifyArguments(["x.zip", "--key", "a", "--json", "--key", "b"])).toEqual({ file: "x.zip", known: ["a", "b"], json: true });
  for (const args of [[], ["--json"], ["x.zip", "--key"], ["x.zip", "y.zip"]]) expect([args, auditVerifyArguments(args)]).toEqual([args, undefined]);
  expect(verifyArguments(["--anchors", "copy", "--json"])).toEqual({ json: true, anchors: "copy", aside: false });
  for (const args of [["--anchors"], ["--yes"], ["copy"]]) expect([args, verifyArguments(args)]).toEqual([args, undefined]);
});
