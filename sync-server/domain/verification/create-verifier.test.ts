import { expect, test } from "vitest";
import type { VerificationRequest } from "../../../shared/sync/verification.ts";
import { createVerifier } from "./create-verifier.ts";
import type { FindRegistrations } from "./gather-lookups.ts";
import { GUESSES } from "./guard-numbers.ts";
import { REMEMBERED_MS } from "./remember-matches.ts";

const right: VerificationRequest = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 25_000_050 };
const wrong = (by: number): VerificationRequest => ({ ...right, amount: right.amount + by });

/** A ledger of one registration, a clock that the test moves, and how often the ledger was read. */
function world(over: { readonly state?: "registered" | "cancelled" } = {}) {
  const clock = { now: 1_000_000 };
  const ledger = { state: over.state ?? ("registered" as const), reads: 0 };
  const find: FindRegistrations = async (asked) => {
    ledger.reads += 1;
    return asked.map(({ number, siren, amount }) => (number === right.number && siren === right.siren && amount === right.amount ? ledger.state : undefined));
  };
  return { clock, ledger, verify: createVerifier(find, () => clock.now) };
}

test("[VE1] the right three match; another number, SIREN or amount is one and the same mismatch", async () => {
  const { verify, clock } = world();
  expect(await verify(right)).toEqual({ kind: "answered", answer: { result: "match", state: "registered", at: clock.now }, from: "ledger" });
  const answers = await Promise.all([wrong(1), wrong(-1), { ...right, siren: "900000019" }, { ...right, number: "1-ABCD-EFGJ-0" }].map(verify));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ kind: "answered", answer: { result: "mismatch", at: clock.now }, from: "ledger" })]));
});

test("[VE3] a match is remembered for a minute and says when the ledger was read; then what was taken back meanwhile is told", async () => {
  const { verify, clock, ledger } = world();
  const readAt = clock.now;
  await verify(right);
  ledger.state = "cancelled";
  clock.now += REMEMBERED_MS - 1;
  expect(await verify(right)).toEqual({ kind: "answered", answer: { result: "match", state: "registered", at: readAt }, from: "memory" });
  clock.now += 1;
  expect(await verify(right)).toEqual({ kind: "answered", answer: { result: "match", state: "cancelled", at: clock.now }, from: "ledger" });
});

test("[VE3] a mismatch is not remembered: a number that is registered a moment later is found", async () => {
  const found = new Set<string>();
  const verify = createVerifier(async (asked) => asked.map(({ number }) => (found.has(number) ? "registered" : undefined)), () => 0);
  expect(await verify(right)).toMatchObject({ answer: { result: "mismatch" } });
  found.add(right.number);
  expect(await verify(right)).toMatchObject({ answer: { result: "match" } });
});

test("[VE4] five wrong figures lock a number for everybody, the right ones included, until a day has passed", async () => {
  const { verify, clock } = world();
  await verify(right); // somebody has just asked rightly: what is remembered tells no guesser
  for (let guess = 1; guess <= GUESSES; guess += 1) expect(await verify(wrong(guess))).toMatchObject({ answer: { result: "mismatch" } });
  expect(await verify(right)).toEqual({ kind: "guarded", waitS: 86_400 });
  expect(await verify(wrong(1))).toMatchObject({ kind: "guarded" });
  expect(await verify({ ...right, number: "1-ABCD-EFGJ-0" })).toMatchObject({ answer: { result: "mismatch" } });
  clock.now += 86_400_000 - 1_000;
  expect(await verify(right)).toEqual({ kind: "guarded", waitS: 1 });
  clock.now += 1_000;
  expect(await verify(right)).toMatchObject({ answer: { result: "match" } });
});

test("[VE4] the same wrong figures again are no new guess", async () => {
  const { verify } = world();
  for (let time = 0; time < GUESSES * 3; time += 1) expect(await verify(wrong(1))).toMatchObject({ answer: { result: "mismatch" } });
  expect(await verify(right)).toMatchObject({ answer: { result: "match" } });
});

test("[VE4] a hundred tried in one instant learn no more than five do", async () => {
  const { verify } = world();
  const answers = await Promise.all([...Array.from({ length: 60 }, (_, i) => wrong(i + 1)), right, ...Array.from({ length: 40 }, (_, i) => wrong(i + 61))].map(verify));
  expect(answers.filter(({ kind }) => kind === "answered")).toHaveLength(GUESSES);
  expect(answers[60]).toMatchObject({ kind: "guarded" });
});

test("whoever asks while the ledger is being read shares the next reading", async () => {
  const readings: number[] = [];
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const verify = createVerifier(async (asked) => {
    readings.push(asked.length);
    await held;
    return asked.map(() => "registered" as const);
  }, () => 0);
  const all = Array.from({ length: 20 }, (_, i) => verify({ ...right, number: `1-ABCD-EF${String(i).padStart(2, "0")}-K` }));
  release();
  expect(await Promise.all(all)).toHaveLength(20);
  expect(readings).toEqual([1, 19]);
});

test("a reading that fails fails for those who shared it, and the next one is tried", async () => {
  let fails = true;
  const verify = createVerifier(async (asked) => {
    if (fails) throw new Error("away");
    return asked.map(() => "registered" as const);
  }, () => 0);
  await expect(Promise.all([verify(right), verify(wrong(1))])).rejects.toThrow("away");
  fails = false;
  expect(await verify(right)).toMatchObject({ answer: { result: "match" } });
});
