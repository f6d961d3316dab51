import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { LoanStage } from "../life/loan-life.ts";
import type { FieldName, FieldValue, Fields } from "../pge/file-fields.ts";
import type { LifeView } from "./life-views.ts";
import type { Conflict, FileStatus, Registration } from "../sync/file-state.ts";

/** What the list can be narrowed to, and its orders. */
export const FILE_FILTERS = ["all", "mine", "draft", "waiting", "registered", "to-approve", "undeclared", "to-settle", "withdrawn"] as const;
export const FILE_SORTS = ["recent", "name", "amount", "age"] as const;
/** Where the newest state of a file is. */
export type FilePlace =
  | { readonly kind: "centre" }
  /** On this computer only, since then. */
  | { readonly kind: "here-only"; readonly since: Instant; readonly changes: number }
  /** Heard from a colleague through the branch's shared folder, not known to be at the centre. */
  | { readonly kind: "folder"; readonly since: Instant };
export type FileRow = {
  readonly file: FileId;
  readonly name: string;
  readonly siren: string;
  readonly number: string | undefined;
  readonly amount: number | undefined;
  readonly scheme: string | undefined;
  readonly status: RowStatus;
  readonly place: FilePlace;
  readonly advisor: string;
  readonly updatedAt: Instant;
  readonly next: NextAction;
  /** The day on which the loan came to its stage. */
  readonly stageSince: string | undefined;
};
/** The centre's status, or what happens here before it. */
export type RowStatus = FileStatus | LoanStage | "waiting" | "refused" | "to-settle" | "incomplete" | "ready";
export type NextAction = "complete" | "submit" | "wait" | "mend" | "settle" | "approve" | "disburse" | "declare" | "none";
/** `since` is the oldest one's day of disbursement, `amount` cents. */
export type Undeclared = { readonly count: number; readonly amount: number; readonly since: string | undefined };
export type FilePage = { readonly rows: readonly FileRow[]; readonly total: number };
export type FileView = {
  readonly file: FileId;
  /** Version of the centre's state underneath; 0 when the centre has not seen it. */
  readonly version: number;
  readonly status: RowStatus;
  /** What the screen shows: truth, then pending changes, then the working copy. */
  readonly fields: Fields;
  /** Fields typed here and not yet at the centre. */
  readonly pending: readonly FieldName[];
  readonly place: FilePlace;
  readonly conflicts: readonly Conflict[];
  readonly registration: Registration | undefined;
  readonly refusal: CodedError | undefined;
  /** Edits that met a submitted file: kept, shown as proposed amendments. */
  readonly amendments: readonly { readonly field: FieldName; readonly value: FieldValue | null }[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
  /** Other live files of this bank for the same SIREN, known on this computer. */
  readonly duplicates: readonly { readonly file: FileId; readonly name: string; readonly advisor: string; readonly updatedAt: Instant }[];
  /** False when only reading is possible; the code says why. */
  readonly editable: boolean;
  readonly life: LifeView;
};
export type Saved = { readonly file: FileId; readonly savedAt: Instant };
