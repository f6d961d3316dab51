import type { VerificationRequest } from "../../shared/sync/verification.ts";
import type { Asks } from "./journey.ts";

export type AskKind = keyof Asks;
/** Of a question: what its answer must be. */
export type Question = { readonly asked: VerificationRequest; readonly kind: AskKind };

/** A server remembers a match for a minute: what was asked in the last half of one is asked again. */
const AGAIN_WITHIN_MS = 30_000;
/** As many others as are asked again in turn. */
const MOST_KNOWN = 1_000;
const MIX = 100;
/** Coprime with the hundred: the kinds come evenly mixed, the same in each run. */
const STRIDE = 37;

/** The kind of question number `i`: of each hundred in a row, as many of each as the journey says. */
export function kindAt(i: number, { first, wrong }: Asks): AskKind {
  const place = (i * STRIDE) % MIX;
  if (place < first) return "first";
  return place < first + wrong ? "wrong" : "again";
}

/** What strangers ask of one centre: registered numbers, each once for the first time, then again, and now and then a cent too much. */
export type Questions = {
  readonly add: (registered: readonly VerificationRequest[]) => void;
  /** First questions that are left. */
  readonly left: () => number;
  /** @throws Error, where none is left that was not asked yet. */
  readonly next: () => Question;
  /** The first question for this was answered: from here on it may be asked again. */
  readonly answered: (asked: VerificationRequest) => void;
};

export function createQuestions(asks: Asks, now: () => number): Questions {
  const fresh: VerificationRequest[] = [];
  const known: { readonly asked: VerificationRequest; readonly at: number }[] = [];
  const turn = { question: 0, again: 0, wrong: 0 };
  const mistaken: { asked: VerificationRequest; cents: number }[] = [];

  function first(): Question {
    const asked = fresh.shift();
    if (asked === undefined) throw new Error("no number is left that was not asked yet");
    return { asked, kind: "first" };
  }
  return {
    add: (registered) => void fresh.push(...registered),
    left: () => fresh.length,
    next: () => {
      const kind = kindAt(turn.question, asks);
      turn.question += 1;
      while (known.length > MOST_KNOWN || (known[0] !== undefined && known[0].at + AGAIN_WITHIN_MS < now())) known.shift();
      if (kind === "wrong" && mistaken.length > 0) {
        // Round by round through all numbers: past a few wrong figures a number is locked.
        const one = mistaken[turn.wrong % mistaken.length];
        turn.wrong += 1;
        if (one === undefined) return first();
        one.cents += 1;
        return { asked: { ...one.asked, amount: one.asked.amount + one.cents }, kind };
      }
      const again = known[turn.again % Math.max(1, known.length)];
      if (kind === "first" || again === undefined) return first();
      turn.again += 1;
      return { asked: again.asked, kind: "again" };
    },
    answered: (asked) => {
      known.push({ asked, at: now() });
      mistaken.push({ asked, cents: 0 });
    },
  };
}
