import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";

/** A declaration file that is ready to be handed over. Nothing is recorded before its person says that it was. */
export type Declaration = {
  /** Number of the file, in each loan's life from then on. */
  readonly batch: string;
  /** Proposed name of the file. */
  readonly name: string;
  readonly text: string;
  readonly count: number;
  /** Cents, all together. */
  readonly amount: number;
  readonly files: readonly FileId[];
};
/** What came of recording: loans that could not be, each with its reason. */
export type DeclarationDone = { readonly recorded: number; readonly refused: readonly { readonly file: FileId; readonly name: string; readonly error: CodedError }[] };

/** Why a line of an answer was left aside: no loan here has that number, it is not declared, it was answered before, its word or its reason cannot be read. */
export const ANSWER_FAULTS = ["unknown-number", "not-declared", "answered-before", "unknown-outcome", "no-reason", "refused"] as const;
export type AnswerReport = {
  readonly accepted: number;
  readonly rejected: number;
  readonly left: readonly { readonly line: number; readonly number: string; readonly said: string; readonly fault: (typeof ANSWER_FAULTS)[number]; readonly error?: CodedError | undefined }[];
};
