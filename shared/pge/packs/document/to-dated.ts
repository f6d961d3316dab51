import type { LegalDate } from "../../../kernel/legal-date.ts";
import type { Dated, DatedValue } from "../dated.ts";

/** As a document writes them. */
export type OneOf<T> = { readonly from: LegalDate; readonly value: T; readonly text: string; readonly hypotheses?: readonly string[] | undefined };
export type DatedOf<T> = readonly OneOf<T>[];

export const toOne = <T>({ from, value, text, hypotheses = [] }: OneOf<T>): DatedValue<T> => ({ from, value, reference: text, hypotheses });

/** @throws Error on an empty list, which the document's gate refuses */
export function toDated<T>(values: DatedOf<T>): Dated<T> {
  const [first, ...rest] = values;
  if (first === undefined) throw new Error("a parameter without a value");
  return [toOne(first), ...rest.map(toOne)];
}

export const fromOne = <T>({ from, value, reference, hypotheses }: DatedValue<T>): OneOf<T> => ({ from, value, text: reference, ...(hypotheses.length === 0 ? {} : { hypotheses }) });
export const fromDated = <T>(values: Dated<T>): OneOf<T>[] => values.map(fromOne);
