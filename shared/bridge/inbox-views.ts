import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId, FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { FieldName, FieldValue } from "../pge/file-fields.ts";

/** What may need the advisor, in the order in which it is told where nothing else decides. */
export const INBOX_KINDS = [
  "line-stopped", "here-old", "refused", "signed-out", "left-work", "lost-file", "conflict", "held-back", "document", "clock-off", "folder-problem", "duplicate", "amendment", "centre-act", "expiring",
  "erased",
  "scheme-gone",
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** One thing that needs the advisor. It disappears by itself once it is settled. */
export type InboxEntry = {
  /** The same for the same thing, whenever it is told. */
  readonly id: string;
  readonly kind: InboxKind;
  /** This computer's instant; undefined where none is known. Later than now where the clock went back ({@link InboxEntry.isAhead}). */
  readonly since: Instant | undefined;
  /** `since` is in the future of this computer's clock, so that its age is not known. */
  readonly isAhead: boolean;
  readonly file: FileId | undefined;
  /** The company; empty where it is not known. */
  readonly name: string;
  readonly siren: string;
  /** Of a pair: the other file. */
  readonly other: { readonly file: FileId; readonly name: string; readonly advisor: string } | undefined;
  /** Why, where a code says it; its faulty fields lead to the field. */
  readonly error: CodedError | undefined;
  /** Fields concerned: entered twice, refused, proposed. The first one is where the file is opened. */
  readonly fields: readonly FieldName[];
  /** What the centre did by itself, and why. */
  readonly act: { readonly act: string; readonly amount: number | undefined; readonly why: string; readonly asked: string } | undefined;
  /** When the centre takes a number back that nobody uses. */
  readonly until: Instant | undefined;
  /** How many changes or documents are concerned. 0 where that says nothing. */
  readonly count: number;
  /** Files that the centre erased since she last looked: the last legal date, and how many entries of hers had not been taken. `count` says how many files. */
  readonly erased?: { readonly on: string; readonly work: number };
  /** Of the clock: this computer's minus the centre's. */
  readonly offMs: number | undefined;
};

/** `total` counts no further than a thousand of each kind; `isMore` says that there are more. */
export type InboxPage = { readonly entries: readonly InboxEntry[]; readonly total: number; readonly isMore: boolean };

/** A change that has no effect, as a person reads it. `fields` are values of the file, `document` the name of one; `code` why it was not taken, where it was answered. */
export type HeldChange = {
  readonly change: ChangeId;
  readonly kind: string;
  readonly madeAt: Instant;
  readonly code: string | undefined;
  readonly fields: readonly { readonly field: FieldName; readonly value: FieldValue | null }[];
  readonly document: string | undefined;
};
/** Work in a file that left her branches: nowhere but on this computer. */
export type LeftWork = { readonly file: FileId; readonly name: string; readonly siren: string; readonly changes: readonly HeldChange[] };
/** Work that was given up on purpose: who, when, and what it held. */
export type GivenUp = LeftWork & { readonly by: string; readonly at: Instant };
