import type { Fields } from "../../shared/pge/file-fields.ts";

/** What a workstation was told of one file, as its person could read it: the truth that a restore is held against. */
export type Told = {
  readonly file: string;
  readonly siren: string;
  readonly status: string;
  readonly number: string | undefined;
  /** Signed by the centre; absent where nothing was registered. */
  readonly receipt: string | undefined;
  /** Cents. */
  readonly amount: number;
  /** Of the entered fields, in one order. */
  readonly fields: string;
  /** The code of a refusal. */
  readonly refusal: string | undefined;
};

/** The same fields are the same text, whoever wrote them and in which order. */
export const textOf = (fields: Fields): string => JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What a file asks for: empty or nothing where it was not entered. */
export const sirenOf = ({ siren }: Fields): string => (typeof siren === "string" ? siren : "");
