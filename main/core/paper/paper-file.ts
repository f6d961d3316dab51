import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import type { Assessment, LegalReference } from "../../../shared/pge/assessment.ts";
import type { DocumentFacts } from "../../../shared/documents/document.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { LifeEntry } from "../../../shared/life/loan-life.ts";
import type { Registration } from "../../../shared/sync/file-state.ts";
import type { RowStatus } from "../../../shared/bridge/file-views.ts";

/** Where a file stands, for what its papers are worth. */
export type PaperStanding =
  | { readonly kind: "draft" }
  | { readonly kind: "registered"; readonly registration: Registration }
  /** Cancelled: withdrawn before it had a number, or its registration cancelled. */
  | { readonly kind: "withdrawn" }
  /** Refused by the bank; a number that it had was given back. */
  | { readonly kind: "declined" };

/** Everything that papers are made from: what the file's projection and the rules say, and who prints it. No paper reads anything else. */
export type PaperFile = {
  readonly file: string;
  readonly fields: Fields;
  readonly status: RowStatus;
  readonly standing: PaperStanding;
  /** On the grant date of the registration, or on the one foreseen. */
  readonly assessment: Assessment;
  /** The texts of the version that the assessment names. */
  readonly references: readonly LegalReference[];
  readonly documents: readonly (DocumentFacts & { readonly attachedBy: string; readonly attachedAt: Instant })[];
  /** Steps of the loan's life, the oldest first, those that the centre has not judged yet among them. */
  readonly life: readonly (Omit<LifeEntry, "by"> & { readonly by: string })[];
  readonly created: { readonly at: Instant; readonly by: string };
  readonly updated: { readonly at: Instant; readonly by: string };
  /** Something of it is on this computer only. */
  readonly isHereOnly: boolean;
  readonly bank: string;
  readonly branch: string;
  readonly person: string;
  readonly demonstration: boolean;
  /** Where anybody may verify a registration. */
  readonly verificationAddress: string;
  readonly madeAt: Instant;
};

export function textOf({ fields }: Pick<PaperFile, "fields">, field: FieldName): string | undefined {
  const value = fields[field];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export const amountOf = ({ fields }: Pick<PaperFile, "fields">): number | undefined => (typeof fields.amount === "number" ? fields.amount : undefined);
