import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { LegalDate } from "../kernel/legal-date.ts";

/** As many as are listed, or recorded at once; the rest come next. */
export const MOST_PREMIUMS = 2_000;

/** Premiums whose day came and that are not recorded as taken: cents where they are known, `since` the oldest one's day; `late` how many of them are late. */
export type PremiumsDue = { readonly count: number; readonly amount: number; readonly since: string | undefined; readonly late: number };
export type PremiumLine = {
  readonly file: FileId;
  readonly name: string;
  readonly siren: string;
  readonly number: string | undefined;
  /** Of the loan, from 1. */
  readonly year: number;
  readonly dueOn: LegalDate;
  /** Cents; undefined where the rules lack a fact: it is recorded in its file. */
  readonly amount: number | undefined;
  readonly state: "foreseen" | "due" | "late";
};
/** What came of recording: premiums that could not be, each with its reason. */
export type PremiumsDone = { readonly recorded: number; readonly refused: readonly { readonly file: FileId; readonly name: string; readonly year: number; readonly error: CodedError }[] };
