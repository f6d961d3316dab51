import { expect, test } from "vitest";
import { auditAllowed } from "./audit-allowed.ts";
import { judgeAudit, type Allowance } from "./audit.ts";
import { EXIT } from "./exit-codes.ts";
import { judgeElectron } from "./freshness.ts";
import { asWritten, electronTimes } from "./testing-answers.ts";

const allowance: Allowance = { id: "GHSA-f8q6-p94x-37v3", package: "minimatch", until: "2026-12-01", why: "read from our own configuration only" };
const judge = (name: Parameters<typeof asWritten>[0], allowances: readonly Allowance[] = [], today = "2026-11-29") => judgeAudit(asWritten(name), allowances, today);

test("a known weakness refuses, once, with where it is; who merely holds it is not another", () => {
  const { code, lines } = judge("weak");
  expect(code).toBe(EXIT.refused);
  expect(lines).toEqual(["refused: GHSA-f8q6-p94x-37v3 high minimatch <3.0.5: A pattern that takes too long [node_modules/a/node_modules/minimatch]", "audit: 1 known, 0 allowed, 1 refused"]);
});

test("an allowance counts to its last day, for its own package only, and is said with its reason; then it refuses again", () => {
  expect(judge("weak", [allowance])).toEqual({ code: EXIT.clean, lines: [expect.stringMatching(/^allowed until 2026-12-01: GHSA-f8q6.*: read from our own configuration only$/), "audit: 1 known, 1 allowed, 0 refused"] });
  expect(judge("weak", [allowance], "2026-12-01").code).toBe(EXIT.clean);
  expect(judge("weak", [allowance], "2026-12-02")).toMatchObject({ code: EXIT.refused, lines: [expect.stringContaining("allowed until 2026-12-01: over"), expect.anything()] });
  expect(judge("weak", [{ ...allowance, until: "2027-02-27" }]).code).toBe(EXIT.clean);
  expect(judge("weak", [{ ...allowance, until: "2027-02-28" }])).toMatchObject({ code: EXIT.refused, lines: [expect.stringContaining("more than 90 days away"), expect.anything()] });
  expect(judge("weak", [{ ...allowance, package: "other" }]).code).toBe(EXIT.refused);
});

test("an allowance that nothing needs is told; a report without a weakness is clean", () => {
  expect(judge("clean", [allowance])).toEqual({ code: EXIT.clean, lines: ["no longer needed: GHSA-f8q6-p94x-37v3 minimatch", "audit: 0 known, 0 allowed, 0 refused"] });
});

test("without an answer nothing is judged, and that is not green", () => {
  expect(judge("refusal")).toEqual({ code: EXIT.unjudged, lines: ["audit: NOTHING WAS JUDGED: the registry answered 405: it has no advisory service. Not known to be clean."] });
  expect(judge("unreachable").lines[0]).toContain("the registry can't be reached");
  for (const written of ["", "<html>", "[]", "null", '{"auditReportVersion":3,"vulnerabilities":{}}', '{"vulnerabilities":{}}']) expect([written, judgeAudit(written, [], "2026-11-29").code]).toEqual([written, EXIT.unjudged]);
  for (const written of ["", "{}", '{"created":"2013-05-01T00:00:00.000Z"}', '{"error":{"code":"ECONNREFUSED"}}']) expect([written, judgeElectron(written, "45.4.1", 0).code]).toEqual([written, EXIT.unjudged]);
});

test("an Electron of a line no longer maintained, or with a fix of its line two weeks old, is behind, and each is named", () => {
  const at = (version: string, day: string) => judgeElectron(electronTimes, version, Date.parse(`${day}T12:00:00Z`));
  expect(at("45.4.1", "2026-11-29")).toMatchObject({ code: EXIT.clean });
  expect(at("45.5.0", "2027-06-01")).toMatchObject({ code: EXIT.clean });
  expect(at("45.4.1", "2026-12-09")).toEqual({ code: EXIT.refused, lines: ["refused: Electron 45.4.1 is behind: 45.5.0 has been out since 2026-11-24"] });
  expect(at("43.8.12", "2026-11-29")).toMatchObject({ code: EXIT.clean });
  expect(at("42.1.0", "2026-11-29")).toEqual({ code: EXIT.refused, lines: ["refused: Electron 42.1.0 is of a line that is no longer maintained: the oldest is 43"] });
});

test("every allowance of ours has an advisory, a reason in a sentence and a day", () => {
  for (const { id, until, why } of auditAllowed) expect([id, /^GHSA(-\w{4}){3}$/.test(id), /^\d{4}-\d\d-\d\d$/.test(until), why.split(" ").length > 4]).toEqual([id, true, true, true]);
  expect(new Set(auditAllowed.map((each) => `${each.id} ${each.package}`)).size).toBe(auditAllowed.length);
});
