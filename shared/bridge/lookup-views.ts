import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { FieldName, FieldValue } from "../pge/file-fields.ts";

/** Public sources that may be asked of a company, each by its own connector and each off until a person turns it on. */
export const LOOKUP_SOURCES = ["recherche-entreprises", "bodacc"] as const;
export type LookupSource = (typeof LOOKUP_SOURCES)[number];

/** What says who a company is: the only fields that are ever taken over from elsewhere, and only where they are empty. */
export const IDENTIFICATION_FIELDS = ["siren", "siret", "legalName", "tradeName", "borrowerType", "legalForm", "naf", "createdOn", "address", "postalCode", "city"] as const satisfies readonly FieldName[];
export type IdentificationField = (typeof IDENTIFICATION_FIELDS)[number];
export type Identification = { readonly [Name in IdentificationField]?: FieldValue };

/** A company of one of this workstation's own files, the newest. */
export type KnownCompany = { readonly file: FileId; readonly siren: string; readonly name: string; readonly updatedAt: Instant };

/** Insee's bands of staff, by their codes. A band, never a number of people: nothing is concluded from it. */
export const STAFF_BANDS = ["NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53"] as const;
export type StaffBand = (typeof STAFF_BANDS)[number];

/** A company as the public search tells it. Nothing of a person: no director, and no name where the company is one person. */
export type FoundCompany = {
  readonly siren: string;
  /** Undefined where it is a person's own name, or not public. */
  readonly name: string | undefined;
  readonly isOnePerson: boolean;
  /** What may be taken into a file; each value passes its field's parser. */
  readonly fields: Identification;
  /** As the source has them, to be read; may lie outside what the fields accept. */
  readonly legalForm: string | undefined;
  readonly naf: string | undefined;
  readonly createdOn: string | undefined;
  readonly address: string | undefined;
  readonly state: "active" | "ceased" | "unknown";
  readonly ceasedOn: string | undefined;
  readonly staff: { readonly band: StaffBand; readonly year: string | undefined } | undefined;
};

export const PROCEDURES_NAMED = ["sauvegarde", "redressement", "liquidation"] as const;
export type ProcedureNamed = (typeof PROCEDURES_NAMED)[number];

/** A notice of the BODACC about collective procedures: to be verified by a person, never decided upon. */
export type Notice = {
  readonly id: string;
  readonly publishedOn: string;
  /** A notice, the correction of one, or the cancellation of one. */
  readonly type: "notice" | "correction" | "cancellation" | "other";
  readonly court: string | undefined;
  /** The judgement in the words of the notice. */
  readonly nature: string | undefined;
  readonly judgedOn: string | undefined;
  /** The procedure that these words name; undefined: they name none, or several. */
  readonly procedure: ProcedureNamed | undefined;
  /** Where a person may read it. A text: Guichet never follows it. */
  readonly link: string;
};

export type SourceAnswer =
  | { readonly source: "recherche-entreprises"; readonly companies: readonly FoundCompany[]; readonly total: number }
  | { readonly source: "bodacc"; readonly notices: readonly Notice[]; readonly total: number };

/** What became of the question of a file to one source. */
export type SourceView = {
  readonly source: LookupSource;
  readonly on: boolean;
  /** Kept, and sent by itself: `error` says what the last try met, `nextTryAt` when it goes again. */
  readonly waiting: { readonly since: Instant; readonly nextTryAt: Instant; readonly error: CodedError | undefined } | undefined;
  /** Not sent again by itself: the last answer was of no use. */
  readonly failed: CodedError | undefined;
  /** `fresh`: asking again is answered from it. */
  readonly answered: { readonly at: Instant; readonly fresh: boolean; readonly answer: SourceAnswer } | undefined;
};

/** Where a value came from and when, kept beside it for as long as the field still holds it. */
export type FieldMark = { readonly field: FieldName; readonly value: FieldValue; readonly source: "recherche-entreprises" | "known"; readonly at: Instant };

/** Everything about lookups of one file. `query`: what would be asked, a SIREN or else a name; undefined: neither is there yet. */
export type LookupView = {
  readonly query: { readonly kind: "siren" | "name"; readonly text: string } | undefined;
  readonly sources: readonly SourceView[];
  readonly marks: readonly FieldMark[];
};

/** Fields that were filled, with what they held before: enough to undo it. */
export type TakenField = { readonly field: FieldName; readonly before: FieldValue | null; readonly value: FieldValue };
export type Taken = { readonly fields: readonly TakenField[] };

/** For the settings: is it on, and how many questions wait. */
export type SourceSetting = { readonly source: LookupSource; readonly on: boolean; readonly waiting: number };
