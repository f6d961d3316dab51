import { createHmac, randomBytes } from "node:crypto";
import type { RegistrationState, VerificationAnswer, VerificationRequest } from "../../../shared/sync/verification.ts";
import { gatherLookups, type FindRegistrations } from "./gather-lookups.ts";
import { guardNumbers } from "./guard-numbers.ts";
import { rememberMatches } from "./remember-matches.ts";

export type Verification =
  | { readonly kind: "answered"; readonly answer: VerificationAnswer; readonly from: "memory" | "ledger" }
  /** Too many wrong figures were tried with this number ([VE4]). */
  | { readonly kind: "guarded"; readonly waitS: number };

export type Verify = (asked: VerificationRequest) => Promise<Verification>;

/** Answers strangers who ask whether a number stands for a company and an amount ([VE1] to [VE4]). What is remembered is of this process, for a short time. */
export function createVerifier(findRegistrations: FindRegistrations, now: () => number): Verify {
  const look = gatherLookups(findRegistrations);
  const matches = rememberMatches(now);
  const guard = guardNumbers(now);
  // A SIREN and an amount are few enough to be tried against a bare digest; with a key that dies with the process they are not.
  const key = randomBytes(32);
  const digestOf = (...parts: readonly (string | number)[]): string => createHmac("sha256", key).update(parts.join(" ")).digest("base64");

  return async (asked) => {
    const number = digestOf(asked.number);
    const figures = digestOf(asked.number, asked.siren, asked.amount);
    // Before what is remembered: a right guess must not be told by somebody else's asking.
    const waitS = guard.waitS(number);
    if (waitS !== undefined) return { kind: "guarded", waitS };
    const known = matches.find(figures);
    if (known !== undefined) return { kind: "answered", answer: answerOf(known), from: "memory" };
    const at = now();
    const state = await look(asked);
    // Of many tried in one instant the first misses close the lock, and it holds for what was on its way too.
    const closedS = guard.waitS(number);
    if (closedS !== undefined) return { kind: "guarded", waitS: closedS };
    if (state === undefined) {
      guard.missed(number, figures);
      return { kind: "answered", answer: { result: "mismatch", at }, from: "ledger" };
    }
    matches.keep(figures, { state, at });
    return { kind: "answered", answer: answerOf({ state, at }), from: "ledger" };
  };
}

const answerOf = ({ state, at }: { readonly state: RegistrationState; readonly at: number }): VerificationAnswer => (state === "amended" ? { result: "amended", at } : { result: "match", state, at });
