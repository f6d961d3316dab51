import { eurosToCents, type Cents } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import type { HypothesisId, ReasonCode, ReferenceId, SizeScale } from "../assessment.ts";
import type { LegalDate } from "../../kernel/legal-date.ts";
import type { BorrowerType, Scheme, SciNature } from "../facts.ts";
import { since, type Dated, type DatedValue } from "./dated.ts";
import type { PgeReference } from "./pge-france.references.ts";

const START = "2020-03-16";
const set = <T>(from: string, value: T, reference: PgeReference, hypotheses: readonly HypothesisId[] = []): DatedValue<T> =>
  since(from, value, reference, hypotheses);

/** When a scheme may be granted, both days included, and the reason given outside. */
export type Window = {
  readonly opens: DatedValue<LegalDate>;
  readonly notOpen: ReasonCode;
  readonly closes: DatedValue<LegalDate>;
  readonly closed: ReasonCode;
};

const window = (opens: DatedValue<string>, notOpen: ReasonCode, closes: DatedValue<string>, closed: ReasonCode): Window => ({
  opens: { ...opens, value: legalDate(opens.value) },
  notOpen,
  closes: { ...closes, value: legalDate(closes.value) },
  closed,
});

const classicEnd = set(START, "2022-06-30", "arrete-2022-09-19");
const CLASSIC_CLOSED = "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022";

/** Holders that count towards the exception of an SCI held by property funds, and the share they must hold, percent. */
export type HeldSci = { readonly natures: readonly SciNature[]; readonly minimumPct: number };

/** Percent guaranteed: `small` under the mass thresholds, else `middle` for turnovers strictly between the two bounds, else `large`. */
export type Quotas = {
  readonly small: number;
  readonly middle: number;
  readonly large: number;
  readonly middleAbove: Cents | undefined;
  readonly middleBelow: Cents;
};

/** What the French rules read: every figure of the law, with its day and its text. */
export type PgeParameters = {
  readonly guarantee: Window;
  readonly windows: Readonly<Record<Scheme, Window>>;
  readonly resiliencePublishedOn: LegalDate;
  readonly extensionGap: { readonly from: LegalDate; readonly until: LegalDate; readonly reference: ReferenceId };
  readonly massStaffBelow: Dated<number>;
  readonly massTurnoverBelow: Dated<Cents>;
  readonly excludedTypes: readonly BorrowerType[];
  readonly economicActivityTypes: readonly BorrowerType[];
  readonly sciLegalForms: readonly string[];
  readonly sccvLegalForm: string;
  readonly sciAllowed: Dated<readonly SciNature[]>;
  readonly sciHeld: Dated<HeldSci>;
  readonly procedureOpenedUntil: Dated<LegalDate>;
  readonly minimumDeferralMonths: Dated<number>;
  readonly maximumYears: Dated<number>;
  readonly exposureReferenceOn: Dated<LegalDate>;
  readonly newCompanySince: LegalDate;
  readonly turnoverSharePct: Dated<number>;
  readonly newCompanyMayUseTurnover: Dated<boolean>;
  readonly innovativePayrollYears: Dated<number>;
  readonly youngInnovative: { readonly criterion: string; readonly recognised: DatedValue<boolean> };
  readonly aeroStockYears: Dated<number>;
  readonly resilienceSharePct: Dated<number>;
  readonly resilienceYears: number;
  readonly annualisationDays: number;
  readonly resilienceOnTopUntil: LegalDate;
  readonly quotas: Dated<Quotas>;
  readonly premiumStaffAbove: Dated<number>;
  readonly premiumTurnoverAbove: Dated<Cents>;
  readonly premiumBalanceAbove: Dated<Cents>;
  readonly premiumBps: Readonly<Record<SizeScale, Dated<readonly number[]>>>;
  readonly oneRegistrationUntil: LegalDate | undefined;
};

/** The dated parameters of the PGE. Data only: what they mean is in `rules/`, why they stand in SPEC.md. */
export const pgeParameters: PgeParameters = {
  guarantee: window(
    set(START, "2020-03-16", "loi-2020-289-art-6"),
    "HORS_PERIODE_AVANT_16_03_2020",
    set(START, "2023-12-31", "loi-2022-1726-art-147"),
    "HORS_PERIODE_APRES_31_12_2023",
  ),
  windows: {
    CLASSIQUE: window(set(START, "2020-03-16", "loi-2020-289-art-6"), "HORS_PERIODE_AVANT_16_03_2020", classicEnd, CLASSIC_CLOSED),
    SAISON: window(set(START, "2020-07-19", "arrete-2020-07-13-art-4"), "SAISON_NON_OUVERT", classicEnd, CLASSIC_CLOSED),
    AERO: window(set(START, "2020-09-18", "arrete-2020-09-15", ["H_AERO_OUVERTURE"]), "AERO_NON_OUVERT", classicEnd, CLASSIC_CLOSED),
    RESILIENCE: window(
      set(START, "2022-04-06", "arrete-2022-04-07"),
      "RESILIENCE_NON_OUVERT",
      set(START, "2023-12-31", "loi-2022-1726-art-147"),
      "HORS_PERIODE_APRES_31_12_2023",
    ),
  },
  /** Résilience: the text says the 6th, it could be used from its publication on the 8th. */
  resiliencePublishedOn: legalDate("2022-04-08"),
  /** Between the end of the classic scheme and the text that extended Résilience. */
  extensionGap: { from: legalDate("2022-07-01"), until: legalDate("2022-09-23"), reference: "arrete-2022-09-19" },

  /** Mass procedure below both. */
  massStaffBelow: [set(START, 5000, "loi-2020-289-art-6-v")],
  massTurnoverBelow: [set(START, eurosToCents(1_500_000_000), "loi-2020-289-art-6-v")],

  excludedTypes: ["ETABLISSEMENT_CREDIT", "SOCIETE_FINANCEMENT"],
  economicActivityTypes: ["ASSOCIATION", "FONDATION"],
  sciLegalForms: ["6540", "6541"],
  sccvLegalForm: "6541",
  /** SCI allowed by what they are. */
  sciAllowed: [
    set<readonly SciNature[]>(START, [], "arrete-2020-03-23-art-3"),
    set<readonly SciNature[]>("2020-05-08", ["CONSTRUCTION_VENTE", "MONUMENT_HISTORIQUE_OUVERT_PUBLIC"], "arrete-2020-05-06-art-6"),
  ],
  /** SCI allowed by who holds them. */
  sciHeld: [
    set<HeldSci>(START, { natures: [], minimumPct: 100 }, "arrete-2020-03-23-art-3"),
    set<HeldSci>("2020-05-08", { natures: ["DETENUE_OPCI_SCPI"], minimumPct: 100 }, "arrete-2020-05-06-art-6"),
    set<HeldSci>("2020-07-19", { natures: ["DETENUE_OPCI_SCPI", "DETENUE_SIIC"], minimumPct: 95 }, "arrete-2020-07-13"),
  ],

  /** A collective procedure opened on that day or before excludes until it is closed. */
  procedureOpenedUntil: [
    set(START, legalDate("2020-03-24"), "arrete-2020-03-23-art-3"),
    set("2020-05-08", legalDate("2019-12-31"), "arrete-2020-05-06"),
  ],

  minimumDeferralMonths: [set(START, 12, "loi-2020-289-art-6")],
  maximumYears: [set(START, 6, "arrete-2020-03-23-art-2")],
  /** Day at which the lender's exposure is compared, by date of grant. */
  exposureReferenceOn: [
    set(START, legalDate("2020-03-16"), "loi-2020-289-art-6-iii"),
    set("2021-01-01", legalDate("2020-12-31"), "loi-2020-289-art-6-iii"),
    set("2022-01-01", legalDate("2021-12-31"), "loi-2020-289-art-6-iii"),
  ],

  newCompanySince: legalDate("2019-01-01"),
  /** Percent of the reference turnover. */
  turnoverSharePct: [set(START, 25, "arrete-2020-03-23-art-5")],
  /** A company created since 2019: its payroll alone, then the better of payroll and turnover share. */
  newCompanyMayUseTurnover: [set(START, false, "arrete-2020-03-23-art-5"), set("2020-07-19", true, "arrete-2020-07-13")],
  innovativePayrollYears: [set(START, 2, "arrete-2020-03-23-art-5")],
  /** Young innovative company of the tax code, recognised from that day; every other criterion is one of the first text's. */
  youngInnovative: { criterion: "JEI_44SEXIES0A", recognised: set("2020-05-08", true, "arrete-2020-05-06-art-6") },
  aeroStockYears: [set(START, 2, "arrete-2020-09-15", ["H_AERO_FORMULE"])],
  resilienceSharePct: [set(START, 15, "arrete-2022-04-07")],
  resilienceYears: 3,
  annualisationDays: 365,
  /** Until that day Résilience comes on top of the other ceilings; afterwards it stands alone, net of Résilience loans only. */
  resilienceOnTopUntil: legalDate("2022-06-30"),

  quotas: [
    set<Quotas>(START, { small: 90, middle: 80, large: 70, middleAbove: eurosToCents(1_500_000_000), middleBelow: eurosToCents(5_000_000_000) }, "arrete-2020-03-23-art-6"),
    set<Quotas>("2020-05-08", { small: 90, middle: 80, large: 70, middleAbove: undefined, middleBelow: eurosToCents(5_000_000_000) }, "arrete-2020-05-06"),
  ],

  premiumStaffAbove: [set(START, 250, "arrete-2020-03-23-art-7")],
  premiumTurnoverAbove: [set(START, eurosToCents(50_000_000), "arrete-2020-03-23-art-7")],
  premiumBalanceAbove: [set(START, eurosToCents(43_000_000), "arrete-2020-03-23-art-7")],
  premiumBps: {
    PETITE_MOYENNE: [set<readonly number[]>(START, [25, 50, 50, 100, 100, 100], "arrete-2020-03-23-art-7")],
    GRANDE: [set<readonly number[]>(START, [50, 100, 100, 200, 200, 200], "arrete-2020-03-23-art-7")],
  },

  oneRegistrationUntil: legalDate("2020-04-30"),
};
