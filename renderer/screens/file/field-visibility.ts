import type { Assessment } from "../../../shared/pge/assessment.ts";
import { FIELD_NAMES, type FieldName, type Fields } from "../../../shared/pge/file-fields.ts";
import { fieldOfFact } from "../../../shared/pge/missing-facts.ts";

const FIRST_NEW_COMPANY_DAY = "2019-01-01";
/** Only past this turnover does the balance sheet decide of the premium scale: 50 M€. */
const LARGE_TURNOVER_CENTS = 5_000_000_000;

/** When a field that only some files need is on the form. Fields that are not here always are. */
const conditions: { readonly [Name in FieldName]?: (fields: Fields, assessment: Assessment) => boolean } = {
  economicActivity: ({ borrowerType }) => borrowerType === "ASSOCIATION" || borrowerType === "FONDATION",
  sciNature: ({ borrowerType }) => borrowerType === "SCI",
  heldPct: ({ borrowerType, sciNature }) => borrowerType === "SCI" && (sciNature === "DETENUE_OPCI_SCPI" || sciNature === "DETENUE_SIIC"),
  publicReceipts: ({ borrowerType, sciNature }) => borrowerType === "SCI" && sciNature === "MONUMENT_HISTORIQUE_OUVERT_PUBLIC",
  turnoverLastYear: ({ turnover2019 }) => turnover2019 === undefined,
  balanceSheet: ({ turnover, balanceSheet }) => balanceSheet !== undefined || (typeof turnover === "number" && turnover > LARGE_TURNOVER_CENTS),
  bestThreeMonths: ({ scheme }) => scheme === "SAISON",
  seasonalNaf: ({ scheme }) => scheme === "SAISON",
  payroll2019: ({ innovative }) => innovative === true,
  payrollTwoYears: ({ createdOn }) => typeof createdOn === "string" && createdOn >= FIRST_NEW_COMPANY_DAY,
  innovationCriterion: ({ innovative }) => innovative === true,
  aeroAverageStock: ({ scheme }) => scheme === "AERO",
  yearTurnovers: ({ scheme }) => scheme === "RESILIENCE",
  turnoverToDate: ({ scheme, yearTurnovers }) => scheme === "RESILIENCE" && !(Array.isArray(yearTurnovers) && yearTurnovers.length > 0),
  activityDays: ({ scheme, yearTurnovers }) => scheme === "RESILIENCE" && !(Array.isArray(yearTurnovers) && yearTurnovers.length > 0),
  ukraineSelfCertified: ({ scheme }) => scheme === "RESILIENCE",
  procedureOpenedOn: ({ procedureType }) => procedureType !== undefined,
  procedurePlanOn: ({ procedureType }) => procedureType !== undefined,
  procedureClosedOn: ({ procedureType }) => procedureType !== undefined,
  quotaByDecreePct: (_, assessment) => assessment.procedure?.value === "INDIVIDUELLE",
};

export type Visibility = {
  readonly shown: ReadonlySet<FieldName>;
  /** Typed for another choice: kept, not on the form. */
  readonly kept: readonly FieldName[];
};

/** Fields on the form for this file: `ofScheme`, where its scheme names them, and else by what was entered. One that a rule waits for, or that somebody must look at, is always there. */
export function visibleFields(fields: Fields, assessment: Assessment, needed: ReadonlySet<FieldName>, ofScheme?: readonly FieldName[]): Visibility {
  const missing = new Set(assessment.missing.map(fieldOfFact));
  const shown = FIELD_NAMES.filter((name) => missing.has(name) || needed.has(name) || (ofScheme === undefined ? (conditions[name]?.(fields, assessment) ?? true) : ofScheme.includes(name)));
  const set = new Set(shown);
  return { shown: set, kept: FIELD_NAMES.filter((name) => !set.has(name) && fields[name] !== undefined) };
}
