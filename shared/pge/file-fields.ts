import { AMICABLE_PROCEDURES, BORROWER_TYPES, PERIODICITIES, PROCEDURE_TYPES, SCHEMES, SCI_NATURES } from "./facts.ts";

/** How a field is typed, checked, stored and shown. Stored form: cents, counts and rates are integers; dates and codes are text. */
export type FieldKind =
  | { readonly kind: "text"; readonly max: number }
  | { readonly kind: "siren" | "siret" | "naf" | "legal-form" | "iban" | "bic" | "phone" | "email" | "postal-code" }
  | { readonly kind: "cents" }
  | { readonly kind: "cents-list"; readonly max: number }
  | { readonly kind: "count"; readonly min: number; readonly max: number }
  /** Integer percent, 0 to 100. */
  | { readonly kind: "percent" }
  /** Hundredths of a percent. */
  | { readonly kind: "rate" }
  | { readonly kind: "date" }
  | { readonly kind: "yes-no" }
  /** `open`: a pack may bring other codes, in upper case. */
  | { readonly kind: "choice"; readonly of: readonly string[]; readonly open?: true }
  /** Other PGE already held: list of {@link ExistingLoan} in stored form. */
  | { readonly kind: "loans"; readonly max: number };

export type Section = "company" | "figures" | "procedure" | "request" | "approval" | "account";

export type FieldSpec = FieldKind & {
  readonly section: Section;
  /** Needed before submission. `undefined` facts that a rule needs besides are in the assessment's `missing`. */
  readonly required: boolean;
};

const f = <const K extends FieldKind>(section: Section, kind: K, required = false): K & { section: Section; required: boolean } => ({ ...kind, section, required });

export const TURNOVER_PROOFS = ["COMPTES_ANNUELS", "LIASSE_FISCALE", "ATTESTATION_EXPERT_COMPTABLE", "ATTESTATION_HONNEUR"] as const;
export const INNOVATION_CRITERIA = ["D313_45_1_CESEDA", "JEI_44SEXIES0A"] as const;

/**
 * Every field of a file (dossier), in the order of the form. The one list that the form, the merge, the database, the import and the
 * centre's validation read. A field name, once published, never changes its meaning.
 */
export const fileFields = {
  siren: f("company", { kind: "siren" }, true),
  siret: f("company", { kind: "siret" }),
  legalName: f("company", { kind: "text", max: 200 }, true),
  tradeName: f("company", { kind: "text", max: 200 }),
  borrowerType: f("company", { kind: "choice", of: BORROWER_TYPES }, true),
  legalForm: f("company", { kind: "legal-form" }, true),
  naf: f("company", { kind: "naf" }, true),
  createdOn: f("company", { kind: "date" }, true),
  sireneRegistered: f("company", { kind: "yes-no" }),
  economicActivity: f("company", { kind: "yes-no" }),
  sciNature: f("company", { kind: "choice", of: SCI_NATURES }),
  heldPct: f("company", { kind: "percent" }),
  publicReceipts: f("company", { kind: "cents" }),
  group: f("company", { kind: "yes-no" }),
  address: f("company", { kind: "text", max: 300 }),
  postalCode: f("company", { kind: "postal-code" }),
  city: f("company", { kind: "text", max: 120 }),
  phone: f("company", { kind: "phone" }),
  email: f("company", { kind: "email" }),

  yearClosedOn: f("figures", { kind: "date" }),
  staffFrance: f("figures", { kind: "count", min: 0, max: 10_000_000 }, true),
  staffTotal: f("figures", { kind: "count", min: 0, max: 10_000_000 }),
  turnover: f("figures", { kind: "cents" }, true),
  turnover2019: f("figures", { kind: "cents" }),
  turnoverLastYear: f("figures", { kind: "cents" }),
  balanceSheet: f("figures", { kind: "cents" }),
  bestThreeMonths: f("figures", { kind: "cents" }),
  seasonalNaf: f("figures", { kind: "yes-no" }),
  payroll2019: f("figures", { kind: "cents" }),
  payrollTwoYears: f("figures", { kind: "cents" }),
  innovative: f("figures", { kind: "yes-no" }),
  innovationCriterion: f("figures", { kind: "choice", of: INNOVATION_CRITERIA }),
  aeroAverageStock: f("figures", { kind: "cents" }),
  yearTurnovers: f("figures", { kind: "cents-list", max: 10 }),
  turnoverToDate: f("figures", { kind: "cents" }),
  activityDays: f("figures", { kind: "count", min: 1, max: 3660 }),
  ukraineSelfCertified: f("figures", { kind: "yes-no" }),
  turnoverProofKind: f("figures", { kind: "choice", of: TURNOVER_PROOFS }, true),
  turnoverProofOn: f("figures", { kind: "date" }, true),

  procedureType: f("procedure", { kind: "choice", of: PROCEDURE_TYPES }),
  procedureOpenedOn: f("procedure", { kind: "date" }),
  procedurePlanOn: f("procedure", { kind: "date" }),
  procedureClosedOn: f("procedure", { kind: "date" }),
  amicableProcedure: f("procedure", { kind: "choice", of: AMICABLE_PROCEDURES }),

  receivedOn: f("request", { kind: "date" }, true),
  scheme: f("request", { kind: "choice", of: SCHEMES, open: true }, true),
  amount: f("request", { kind: "cents" }, true),
  foreseenGrantOn: f("request", { kind: "date" }, true),
  deferralMonths: f("request", { kind: "count", min: 0, max: 120 }),
  totalYears: f("request", { kind: "count", min: 1, max: 30 }, true),
  amortisationYears: f("request", { kind: "count", min: 0, max: 29 }),
  extraDeferralYears: f("request", { kind: "count", min: 0, max: 1 }),
  rateBps: f("request", { kind: "rate" }, true),
  periodicity: f("request", { kind: "choice", of: PERIODICITIES }),
  otherLoans: f("request", { kind: "loans", max: 50 }),
  exposureAtReference: f("request", { kind: "cents" }, true),
  exposureAtGrant: f("request", { kind: "cents" }, true),
  otherSecurity: f("request", { kind: "yes-no" }),
  quotaByDecreePct: f("request", { kind: "percent" }),

  preApprovedBy: f("approval", { kind: "text", max: 120 }, true),
  preApprovedOn: f("approval", { kind: "date" }, true),
  mandateOn: f("approval", { kind: "date" }, true),
  swornOn: f("approval", { kind: "date" }, true),
  vigilanceBy: f("approval", { kind: "text", max: 120 }, true),
  vigilanceOn: f("approval", { kind: "date" }, true),

  iban: f("account", { kind: "iban" }, true),
  bic: f("account", { kind: "bic" }),
  signatoryName: f("account", { kind: "text", max: 120 }, true),
  signatoryRole: f("account", { kind: "text", max: 120 }),
  bankReference: f("account", { kind: "text", max: 60 }),
} as const satisfies Record<string, FieldSpec>;

export type FieldName = keyof typeof fileFields;
const KNOWN: ReadonlySet<string> = new Set(Object.keys(fileFields));
export const isFieldName = (name: string): name is FieldName => KNOWN.has(name);
export const FIELD_NAMES = Object.keys(fileFields).filter(isFieldName);

/** A loan of `otherLoans` as stored: amount in cents, dates and codes as text. */
export type StoredLoan = {
  readonly bank: string;
  readonly amount: number;
  readonly scheme?: string | undefined;
  readonly status: string;
  readonly grantOn?: string | undefined;
  readonly number?: string | undefined;
};

/** What a field holds, as JSON. An empty field is absent from a file; `null` in a patch empties it. */
export type FieldValue = string | number | boolean | readonly number[] | readonly StoredLoan[];
export type Fields = { readonly [Name in FieldName]?: FieldValue };
export type FieldPatch = { readonly [Name in FieldName]?: FieldValue | null };
