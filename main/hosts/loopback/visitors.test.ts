import { expect, test } from "vitest";
import { createVisitors } from "./visitors.ts";

const counted = () => {
  let n = 0;
  return createVisitors(() => `random-${++n}`);
};

test("[LH8] a token opens once; a second use, or a guess, opens nothing", () => {
  const visitors = counted();
  const token = visitors.issueToken();
  expect(visitors.admit("guess", undefined)).toBeUndefined();
  const first = visitors.admit(token, undefined);
  expect(first).toBeDefined();
  expect(visitors.admit(token, undefined)).toBeUndefined();
  expect(visitors.find(first?.cookie ?? "", first?.secret ?? "")).toBeDefined();
});

test("[LH8] a printed token stays good until it is used, whatever was printed since", () => {
  const visitors = counted();
  const [first, second] = [visitors.issueToken(), visitors.issueToken()];
  expect(visitors.admit(second, undefined)).toBeDefined();
  expect(visitors.admit(first, undefined)).toBeDefined();
});

test("[LH9] reloading gives a new secret and ends the old page's", () => {
  const visitors = counted();
  const before = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  const seat = visitors.find(before.cookie, before.secret);
  const after = visitors.readmit(before.cookie) ?? { cookie: "", secret: "" };
  expect(seat?.ended.aborted).toBe(true);
  expect(visitors.find(before.cookie, before.secret)).toBeUndefined();
  expect(visitors.find(after.cookie, after.secret)).toBeDefined();
  expect(visitors.readmit("random-99")).toBeUndefined();
});

test("[LH9] two pages of one browser live side by side while both listen; one that stopped listening ends at the next", () => {
  const visitors = counted();
  const first = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  const leaveFirst = visitors.find(first.cookie, first.secret)?.attend();
  const second = visitors.readmit(first.cookie) ?? { cookie: "", secret: "" };
  visitors.find(second.cookie, second.secret)?.attend();
  expect([first, second].map(({ cookie, secret }) => visitors.find(cookie, secret)?.ended.aborted)).toEqual([false, false]);
  leaveFirst?.();
  leaveFirst?.();
  expect(visitors.find(first.cookie, first.secret)).toBeDefined();
  const third = visitors.readmit(first.cookie) ?? { cookie: "", secret: "" };
  expect([first, second, third].map(({ cookie, secret }) => visitors.find(cookie, secret) !== undefined)).toEqual([false, true, true]);
});

test("[LH9] a secret is worth nothing with another cookie", () => {
  const visitors = counted();
  const one = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  const other = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  expect(visitors.find(one.cookie, other.secret)).toBeUndefined();
  expect(visitors.find(other.cookie, one.secret)).toBeUndefined();
});

test("[LH9] a new token in the same browser ends the page it had; other browsers stay", () => {
  const visitors = counted();
  const elsewhere = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  const before = visitors.admit(visitors.issueToken(), undefined) ?? { cookie: "", secret: "" };
  visitors.admit(visitors.issueToken(), before.cookie);
  expect(visitors.find(before.cookie, before.secret)).toBeUndefined();
  expect(visitors.find(elsewhere.cookie, elsewhere.secret)).toBeDefined();
});

test("the oldest give way: unspent tokens past 32, pages past 8", () => {
  const visitors = counted();
  const tokens = Array.from({ length: 33 }, () => visitors.issueToken());
  expect(visitors.admit(tokens[0] ?? "", undefined)).toBeUndefined();
  const pages = tokens.slice(1, 10).map((token) => visitors.admit(token, undefined) ?? { cookie: "", secret: "" });
  expect(pages.map(({ cookie, secret }) => visitors.find(cookie, secret) !== undefined)).toEqual([false, ...Array.from({ length: 8 }, () => true)]);
});
