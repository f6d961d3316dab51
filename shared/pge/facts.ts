import type { Cents } from "../kernel/cents.ts";
import type { LegalDate } from "../kernel/legal-date.ts";

export const SCHEMES = ["CLASSIQUE", "SAISON", "AERO", "RESILIENCE"] as const;
export type Scheme = (typeof SCHEMES)[number];
/** Of one of the four schemes of the law, or of a scheme that a pack brought: upper case, as it is stored in a file. */
export type SchemeCode = string;
export const isSchemeCode = (text: string): boolean => /^[A-Z][A-Z0-9_]{1,29}$/.test(text);
export const isLawScheme = (code: SchemeCode): code is Scheme => SCHEMES.some((one) => one === code);
export const BORROWER_TYPES = ["SOCIETE", "EI", "ASSOCIATION", "FONDATION", "SCI", "ETABLISSEMENT_CREDIT", "SOCIETE_FINANCEMENT"] as const;
export type BorrowerType = (typeof BORROWER_TYPES)[number];
export const SCI_NATURES = ["CONSTRUCTION_VENTE", "MONUMENT_HISTORIQUE_OUVERT_PUBLIC", "DETENUE_OPCI_SCPI", "DETENUE_SIIC"] as const;
export type SciNature = (typeof SCI_NATURES)[number];
export const PROCEDURE_TYPES = ["SAUVEGARDE", "REDRESSEMENT", "LIQUIDATION"] as const;
export type CollectiveProcedureType = (typeof PROCEDURE_TYPES)[number];
export const AMICABLE_PROCEDURES = ["CONCILIATION", "MANDAT_AD_HOC"] as const;
export type AmicableProcedure = (typeof AMICABLE_PROCEDURES)[number];
export const LOAN_STATUSES = ["ATTESTE", "DECAISSE", "ANNULE", "REFUSE"] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];
export const PERIODICITIES = ["MENSUELLE", "TRIMESTRIELLE", "ANNUELLE"] as const;
export type Periodicity = (typeof PERIODICITIES)[number];

/**
 * What the rules read about a company. Every fact may be unknown (`undefined`): a file is assessed while it is being typed,
 * and the assessment says what is missing. Amounts in cents, dates legal, shares in percent.
 */
export type Borrower = {
  readonly type?: BorrowerType | undefined;
  /** INSEE legal category, 4 digits. */
  readonly legalForm?: string | undefined;
  /** Registered in SIRENE; true when unknown. */
  readonly sireneRegistered?: boolean | undefined;
  readonly economicActivity?: boolean | undefined;
  readonly sciNature?: SciNature | undefined;
  readonly heldPct?: number | undefined;
  /** Visitor receipts, standing for the turnover of a historic monument. */
  readonly publicReceipts?: Cents | undefined;
  readonly createdOn?: LegalDate | undefined;
  readonly staffFrance?: number | undefined;
  /** Total staff, read by the premium's size test; staffFrance when unknown. */
  readonly staffTotal?: number | undefined;
  /** Turnover excluding tax of the last closed year: thresholds. */
  readonly turnover?: Cents | undefined;
  readonly turnover2019?: Cents | undefined;
  /** Failing 2019, the last available year. */
  readonly turnoverLastYear?: Cents | undefined;
  readonly balanceSheet?: Cents | undefined;
  readonly bestThreeMonths?: Cents | undefined;
  readonly naf?: string | undefined;
  readonly seasonalNaf?: boolean | undefined;
  readonly payroll2019?: Cents | undefined;
  readonly payrollTwoYears?: Cents | undefined;
  readonly innovative?: boolean | undefined;
  readonly innovationCriterion?: string | undefined;
  readonly aeroAverageStock?: Cents | undefined;
  /** Turnovers of the closed years in order of time; the last three count. */
  readonly yearTurnovers?: readonly Cents[] | undefined;
  readonly turnoverToDate?: Cents | undefined;
  readonly activityDays?: number | undefined;
  readonly ukraineSelfCertified?: boolean | undefined;
  readonly procedure?: CollectiveProcedure | undefined;
  readonly amicableProcedure?: AmicableProcedure | undefined;
  /** Member of a group: never aggregated, only flagged "à vérifier". */
  readonly group?: boolean | undefined;
};

export type CollectiveProcedure = {
  readonly type: CollectiveProcedureType;
  readonly openedOn: LegalDate;
  readonly planOn?: LegalDate | undefined;
  readonly closedOn?: LegalDate | undefined;
};

export type LoanRequest = {
  readonly amount?: Cents | undefined;
  /** 12 when unknown. */
  readonly deferralMonths?: number | undefined;
  /** From the first disbursement. */
  readonly totalYears?: number | undefined;
  /** 1 to 5. */
  readonly amortisationYears?: number | undefined;
  /** 0 or 1 year inside the amortisation years. */
  readonly extraDeferralYears?: number | undefined;
  /** Nominal rate without premium, hundredths of a percent a year. */
  readonly rateBps?: number | undefined;
  readonly periodicity?: Periodicity | undefined;
  readonly otherSecurity?: boolean | undefined;
  /** The lender's whole exposure to the client at the reference date of the law, and at grant. */
  readonly exposureAtReference?: Cents | undefined;
  readonly exposureAtGrant?: Cents | undefined;
};

export type ExistingLoan = {
  readonly bank: string;
  readonly amount: Cents;
  readonly scheme?: SchemeCode | undefined;
  readonly status: LoanStatus;
  readonly grantOn?: LegalDate | undefined;
  /** Registration number, so that a declared loan is matched with the centre's ledger and never counted twice. */
  readonly number?: string | undefined;
};

export type Facts = {
  /** Date of grant: the real one, or the foreseen one while the file is being entered. Chooses the rules. */
  readonly grantOn: LegalDate;
  readonly scheme?: SchemeCode | undefined;
  /** Quota set by an individual decree, percent: overrides the rule. */
  readonly quotaByDecreePct?: number | undefined;
  readonly borrower: Borrower;
  readonly request: LoanRequest;
  readonly existingLoans: readonly ExistingLoan[];
};
