import { expect, test } from "vitest";
import type { VerificationRequest } from "../../shared/sync/verification.ts";
import { createQuestions, kindAt, type AskKind } from "./asks.ts";

const asks = { first: 9, again: 90, wrong: 1 };
const registered = (many: number): readonly VerificationRequest[] => Array.from({ length: many }, (_, i) => ({ number: `1-${String(i).padStart(4, "0")}-0000-0`, siren: "732829320", amount: 100 * (i + 1) }));

test("of each hundred questions, as many of each kind as the journey says, never in one heap", () => {
  for (const from of [0, 7, 1_000]) {
    const kinds = Array.from({ length: 100 }, (_, i) => kindAt(from + i, asks));
    expect((["first", "again", "wrong"] as const).map((kind) => kinds.filter((each) => each === kind).length)).toEqual([9, 90, 1]);
  }
  const places = Array.from({ length: 1_000 }, (_, i) => i).filter((i) => kindAt(i, asks) === "first");
  expect(Math.max(...places.map((place, i) => place - (places[i - 1] ?? 0)))).toBeLessThan(40);
});

test("a number is asked for the first time once, again only after its answer and within half a minute, and wrongly with ever other figures", () => {
  let now = 0;
  const questions = createQuestions(asks, () => now);
  const all = registered(500);
  questions.add(all);
  const seen: { kind: AskKind; asked: VerificationRequest; at: number }[] = [];
  const firstAt = new Map<string, number>();
  for (let i = 0; i < 2_000; i += 1) {
    now += 30;
    const { kind, asked } = questions.next();
    seen.push({ kind, asked, at: now });
    if (kind === "first") {
      expect(firstAt.has(asked.number)).toBe(false);
      firstAt.set(asked.number, now);
      questions.answered(asked);
    }
    if (kind === "again") expect(now - (firstAt.get(asked.number) ?? -Infinity)).toBeLessThanOrEqual(30_000);
  }
  const wrong = seen.filter(({ kind }) => kind === "wrong").map(({ asked }) => asked);
  expect(wrong.length).toBeGreaterThan(15);
  expect(new Set(wrong.map(({ number, amount }) => `${number} ${amount}`)).size).toBe(wrong.length);
  for (const { number, amount } of wrong) expect(amount).not.toBe(all.find((one) => one.number === number)?.amount);
  expect(questions.left()).toBe(500 - firstAt.size);
});

test("when no number is left, that is said, not passed over", () => {
  const questions = createQuestions({ first: 100, again: 0, wrong: 0 }, () => 0);
  questions.add(registered(1));
  questions.next();
  expect(() => questions.next()).toThrow(/no number is left/);
});
