import type { SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError, FieldFault } from "../../../shared/kernel/error-codes.ts";
import type { BranchId, FileId } from "../../../shared/kernel/ids.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Expiry } from "../../../shared/life/expiry.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import type { ParseField } from "../../../shared/sync/field-values.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { Sealer } from "../../../shared/sync/seal.ts";
import type { LocalDb } from "../db/connection.ts";
import type { Journeys } from "./journeys.ts";

/** The rules of the loan as the workstation uses them; the centre decides again with the same ones. */
export type FileRules = {
  readonly parseField: ParseField;
  /** Fields that are missing or contradict each other. Empty: ready to be submitted. */
  readonly faults: (fields: Fields, businessDate: LegalDate) => readonly FieldFault[];
  /** Why a submission would be refused on what is known here, if it would. */
  readonly refusal: (fields: Fields, businessDate: LegalDate) => CodedError | undefined;
  /** The same for a loan that is granted on that day. */
  readonly refusalOn: (fields: Fields, grantOn: LegalDate, businessDate: LegalDate) => CodedError | undefined;
  /** Every version that this workstation was given. */
  readonly packs: () => Packs;
};

/** One person's open workstation: her database, who she is, and what her changes are sealed with. */
export type Desk = {
  readonly db: LocalDb;
  readonly me: () => Me;
  readonly ownBranch: () => BranchId;
  readonly sealer: Sealer;
  readonly rules: FileRules;
  readonly businessDate: () => LegalDate;
  /** Pack and version that the centre decides with, as far as is known; this workstation's own are in its sealer. */
  readonly centreRules: () => string;
  /** When the centre gives back a number that nobody uses, as far as it said. */
  readonly expiry: () => Expiry | undefined;
  /** How long what leaves was on its way here. */
  readonly journeys: Journeys;
  readonly now: () => number;
  readonly newId: () => string;
  /** False once it is being locked: long work stops at its next breath. */
  readonly isOpen: () => boolean;
  /** Tells windows, and the engine when something was sealed. */
  readonly told: (news: DeskNews) => void;
};
export type DeskNews =
  | { readonly type: "files-changed"; readonly files: readonly FileId[] }
  | { readonly type: "sealed"; readonly seq: number };

export type OpenProfile = Extract<SessionState, { readonly kind: "open" }>["profile"];
