import type { DocumentFacts } from "../documents/document.ts";
import type { ChangeId, FileId, UserId } from "../kernel/ids.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Instant } from "../kernel/instant.ts";
import type { AccountChange } from "../life/account-change.ts";
import type { LifeEntry } from "../life/loan-life.ts";
import type { FieldName, Fields, FieldValue } from "../pge/file-fields.ts";

/** Where a file stands at the centre. What waits on a workstation is told by its outbox, not here. */
export const FILE_STATUSES = ["draft", "registered", "withdrawn", "declined", "cancelled"] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** The same field entered in two places: kept at the centre until a person settles it. */
export type Conflict = {
  readonly field: FieldName;
  readonly base: FieldValue | null;
  /** What the centre holds. */
  readonly theirs: FieldValue | null;
  readonly theirsBy: UserId;
  /** What arrived later. */
  readonly mine: FieldValue | null;
  readonly mineBy: UserId;
  readonly mineAt: Instant;
  readonly change: ChangeId;
  /** Of the file, with this entry in it: who settles ends what was there at the version she saw ([SY15]). Entries of before 2026-12 have none. */
  readonly version?: number;
};

export type Registration = {
  /** Registration number, issued by the centre only. */
  readonly number: string;
  /** JWS EdDSA, kept for the life of the file. */
  readonly receipt: string;
  readonly registeredAt: Instant;
  /** Grant date the rules were applied on. */
  readonly grantOn: string;
  readonly rules: string;
};

export type AttachedDocument = DocumentFacts & { readonly attachedBy: UserId; readonly attachedAt: Instant };

/**
 * A file as the centre holds it at one version. The exact JSON text of this object is what is stored, hashed (`stateHash` = SHA-256 of
 * the text) and sent in feeds: unknown keys of a newer centre stay in the text.
 */
export type FileState = {
  readonly file: FileId;
  readonly version: number;
  readonly status: FileStatus;
  readonly fields: Fields;
  /**
   * For each field changed since the file was created, the version at which it last changed, the replica and the user that changed it.
   * Decides what is a conflict. A field that is absent here is as it was created, at version 1.
   */
  readonly touched: { readonly [Name in FieldName]?: readonly [version: number, replica: string, user: UserId] };
  readonly conflicts: readonly Conflict[];
  readonly registration?: Registration;
  /** The last refused submission, until the next one. */
  readonly refusal?: CodedError & { readonly change: ChangeId; readonly at: Instant };
  /** What was attached, in order; absent while there is none. Contents travel apart from changes. */
  readonly documents?: readonly AttachedDocument[];
  /** What was recorded of the loan, in order; absent while there is nothing. */
  readonly life?: readonly LifeEntry[];
  /** [LI17] Absent where no account waits for its call back, so that such a state keeps its text. */
  readonly accountChange?: AccountChange;
  readonly createdBy: UserId;
  readonly createdAt: Instant;
  readonly updatedBy: UserId;
  readonly updatedAt: Instant;
};
