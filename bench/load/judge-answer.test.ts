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
const ok = (value: object) => ({ status: 200, text: JSON.stringify(value), etag: undefined });
const verdict = (value: object, expected: Partial<Extract<Expected, { kind: "verdict" }>>): unknown =>
  judgeAnswer("verdict", ok({ ...common, have: 7, verdicts: [value] }), { kind: "verdict", seq: 7, change: "created", valid: true, ...expected });

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
  const feed = (n: number, of: string): unknown => judgeAnswer("feed", ok({ ...common, have: 0, feeds: [{ branch: of, n, entries: [], more: false }] }), { kind: "feed", branch, after: 5 });
  expect(feed(6, branch)).toEqual({ cursor: 6 });
  expect(() => feed(4, branch)).toThrow(/after 5/);
  expect(() => feed(6, epoch.id)).toThrow(/not the feed/);
});

test("a registered number matches, a cent more does not, and nothing older than a minute is told", () => {
  const asked = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 100 };
  const told = (kind: "first" | "again" | "wrong", answer: object) => judgeAnswer("verified", ok(answer), { kind: "verification", question: { asked, kind }, at: 100_000 });
  expect(told("first", { result: "match", state: "registered", at: 100_001 })).toEqual({ verified: { question: { asked, kind: "first" }, isRemembered: false } });
  expect(told("again", { result: "match", state: "registered", at: 99_000 })).toMatchObject({ verified: { isRemembered: true } });
  expect(told("wrong", { result: "mismatch", at: 100_001 })).toMatchObject({ verified: { isRemembered: false } });
  expect(() => told("wrong", { result: "match", state: "registered", at: 100_001 })).toThrow(/wrong: registered/);
  expect(() => told("first", { result: "mismatch", at: 100_001 })).toThrow(/first: mismatch/);
  expect(() => told("again", { result: "match", state: "cancelled", at: 100_001 })).toThrow(/cancelled/);
  expect(() => told("again", { result: "match", state: "registered", at: 39_999 })).toThrow(/60001 ms before/);
});

test("a page is the page with its mark, and unchanged is nothing at all", () => {
  const page = { status: 200, text: '<html><form id="form"></form></html>', etag: '"a"' };
  const nothing = { status: 304, text: "", etag: '"a"' };
  expect(judgeAnswer("page", page, { kind: "anything" })).toEqual({ etag: '"a"' });
  expect(judgeAnswer("unchanged", nothing, { kind: "anything" })).toEqual({});
  for (const wrong of [nothing, { ...page, etag: undefined }, { ...page, text: "<html></html>" }]) expect(() => judgeAnswer("page", wrong, { kind: "anything" })).toThrow(/not the page/);
  expect(() => judgeAnswer("unchanged", page, { kind: "anything" })).toThrow(/status 200/);
  expect(() => judgeAnswer("hello", nothing, { kind: "anything" })).toThrow(/status 304/);
});

test("an answer of another kind is none", () => {
  expect(judgeAnswer("healthy", ok({ ok: true }), { kind: "anything" })).toEqual({});
  expect(() => judgeAnswer("hello", ok({ ok: true }), { kind: "anything" })).toThrow();
  expect(() => judgeAnswer("healthy", { status: 200, text: "<html>", etag: undefined }, { kind: "anything" })).toThrow();
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
