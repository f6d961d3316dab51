import { legalDate, type LegalDate } from "../../kernel/legal-date.ts";
import type { HypothesisId, ReferenceId } from "../assessment.ts";

/** A parameter's value from a day on, with the text that sets it. */
export type DatedValue<T> = {
  readonly from: LegalDate;
  readonly value: T;
  readonly reference: ReferenceId;
  readonly hypotheses: readonly HypothesisId[];
};

/** The values of a parameter through time, oldest first. */
export type Dated<T> = readonly [DatedValue<T>, ...DatedValue<T>[]];

/** One value and its day, `YYYY-MM-DD`. */
export function since<T>(from: string, value: T, reference: ReferenceId, hypotheses: readonly HypothesisId[] = []): DatedValue<T> {
  return { from: legalDate(from), value, reference, hypotheses };
}

/** The value in force that day; before the first one, the first (the window rules refuse such a date by themselves). */
export function on<T>(dated: Dated<T>, day: LegalDate): DatedValue<T> {
  let current = dated[0];
  for (const entry of dated) if (entry.from <= day) current = entry;
  return current;
}
