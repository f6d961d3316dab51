import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { TwoWord, TwoWordWrite } from "../store/store.ts";

/** `write` is what the store keeps of it; `done`: two different persons have said the same. */
export type SecondWord = { readonly done: boolean; readonly write: TwoWordWrite };
export type Saying = { readonly person: string; readonly at: number; /** How long the first word stands. */ readonly forMs: number; readonly newId: () => string };

/** Open, and its time is not over. */
export const standing = (word: TwoWord | undefined, at: number): TwoWord | undefined => (word !== undefined && word.until >= at ? word : undefined);

/**
 * One person's word for something that needs two. The first is kept; the second, by another one for exactly the same, does it. G9504 the same person again,
 * G9505 something else waits to be confirmed.
 */
export function sayWord(word: TwoWord | undefined, detail: string, { person, at, forMs, newId }: Saying): Result<SecondWord, CodedError> {
  const open = standing(word, at);
  if (open === undefined) {
    const ask = { id: newId(), detail, by: person, at, until: at + forMs };
    return ok({ done: false, write: { ask, ...(word === undefined ? {} : { settle: { id: word.id, as: "expired", by: person, at } as const }) } });
  }
  if (open.detail !== detail) return err({ code: "G9505" });
  if (open.by === person) return err({ code: "G9504" });
  return ok({ done: true, write: { settle: { id: open.id, as: "confirmed", by: person, at } } });
}
