import { expect, test } from "vitest";
import { rungRate, whyBent } from "./bend.ts";
import { judgeAnswer, type Expected } from "./judge-answer.ts";

const epoch = { n: 1, id: "01890a5d-ac96-7b7c-8d2c-000000000001" };
const branch = "01890a5d-ac96-7b7c-8d2c-000000000002";
const common = { epoch, businessDate: "2020-04-15", rules: "pge-1" };
const accepted = { kind: "accepted", version: 1, n: 1, conflicts: [] };
const registered = { ...accepted, number: "PGE-1", receipt: "r" };
const refused = { kind: "refused", code: "G4221", fields: [], params: {} };
const skipped = { kind: "skipped", cause: branch };
const verdict = (value: object, expected: Partial<Extract<Expected, { kind: "verdict" }>>): unknown =>
  judgeAnswer("verdict", JSON.stringify({ ...common, have: 7, verdicts: [value] }), { kind: "verdict", seq: 7, change: "created", valid: true, ...expected });

test("what a right verdict teaches", () => {
  expect(verdict(accepted, {})).toEqual({ verdict: "accepted" });
  expect(verdict(registered, { change: "submitted" })).toEqual({ verdict: "accepted", number: "PGE-1" });
  expect(verdict(skipped, { change: "submitted", valid: false })).toEqual({ verdict: "skipped" });
});

test.each([
  ["a valid file refused at its creation", refused, {}],
  ["an invalid one taken", accepted, { valid: false }],
  ["the submission of a refused file registered", registered, { change: "submitted", valid: false }],
  ["a submission accepted without a number", accepted, { change: "submitted" }],
  ["a number for a creation", registered, {}],
  ["decided once already", { kind: "duplicate", first: accepted }, {}],
  ["another place in the line", accepted, { seq: 8 }],
] as const)("%s fails the run", (_what, value, expected) => {
  expect(() => verdict(value, expected)).toThrow();
});

test("a feed is the branch's own and never goes back", () => {
  const feed = (n: number, of: string): unknown => judgeAnswer("feed", JSON.stringify({ ...common, have: 0, feeds: [{ branch: of, n, entries: [], more: false }] }), { kind: "feed", branch, after: 5 });
  expect(feed(6, branch)).toEqual({ cursor: 6 });
  expect(() => feed(4, branch)).toThrow(/after 5/);
  expect(() => feed(6, epoch.id)).toThrow(/not the feed/);
});

test("an answer of another kind is none", () => {
  expect(judgeAnswer("healthy", '{"ok":true}', { kind: "anything" })).toEqual({});
  expect(() => judgeAnswer("hello", '{"ok":true}', { kind: "anything" })).toThrow();
  expect(() => judgeAnswer("healthy", "<html>", { kind: "anything" })).toThrow();
});

test("it bends at the first loss, the first word to wait, or the first p99 above the bound", () => {
  const bend = { from: 100, factor: 1.5, seconds: 1, p99Ms: 250 };
  const held = { asked: 100, done: 99, lost: 0, waits: 0, p99Ms: 250 };
  expect(whyBent(held, bend)).toBeUndefined();
  expect(whyBent({ ...held, p99Ms: 251 }, bend)).toMatch(/p99 251/);
  expect(whyBent({ ...held, waits: 1 }, bend)).toMatch(/wait/);
  expect(whyBent({ ...held, lost: 1, waits: 1 }, bend)).toMatch(/lost/);
  expect([0, 1, 2].map((rung) => rungRate(bend, rung))).toEqual([100, 150, 225]);
});
