import { FIELD_NAMES, type FieldName } from "./file-fields.ts";

/** Which field of the form gives each fact that a rule may be waiting for, or that a refusal is about. */
export const FIELD_OF_FACT = {
  grantOn: "foreseenGrantOn",
  scheme: "scheme",
  quotaByDecreePct: "quotaByDecreePct",
  "borrower.type": "borrowerType",
  "borrower.legalForm": "legalForm",
  "borrower.sireneRegistered": "sireneRegistered",
  "borrower.economicActivity": "economicActivity",
  "borrower.sciNature": "sciNature",
  "borrower.heldPct": "heldPct",
  "borrower.publicReceipts": "publicReceipts",
  "borrower.createdOn": "createdOn",
  "borrower.staffFrance": "staffFrance",
  "borrower.staffTotal": "staffTotal",
  "borrower.turnover": "turnover",
  "borrower.turnover2019": "turnover2019",
  "borrower.turnoverLastYear": "turnoverLastYear",
  "borrower.balanceSheet": "balanceSheet",
  "borrower.bestThreeMonths": "bestThreeMonths",
  "borrower.naf": "naf",
  "borrower.seasonalNaf": "seasonalNaf",
  "borrower.payroll2019": "payroll2019",
  "borrower.payrollTwoYears": "payrollTwoYears",
  "borrower.innovative": "innovative",
  "borrower.innovationCriterion": "innovationCriterion",
  "borrower.aeroAverageStock": "aeroAverageStock",
  "borrower.yearTurnovers": "yearTurnovers",
  "borrower.turnoverToDate": "turnoverToDate",
  "borrower.activityDays": "activityDays",
  "borrower.ukraineSelfCertified": "ukraineSelfCertified",
  "borrower.procedure.type": "procedureType",
  "borrower.procedure.openedOn": "procedureOpenedOn",
  "borrower.procedure.planOn": "procedurePlanOn",
  "borrower.procedure.closedOn": "procedureClosedOn",
  "borrower.amicableProcedure": "amicableProcedure",
  "borrower.group": "group",
  "request.amount": "amount",
  "request.deferralMonths": "deferralMonths",
  "request.totalYears": "totalYears",
  "request.amortisationYears": "amortisationYears",
  "request.extraDeferralYears": "extraDeferralYears",
  "request.rateBps": "rateBps",
  "request.periodicity": "periodicity",
  "request.otherSecurity": "otherSecurity",
  "request.exposureAtReference": "exposureAtReference",
  "request.exposureAtGrant": "exposureAtGrant",
  existingLoans: "otherLoans",
} as const satisfies Record<string, FieldName>;

/** The field behind a fact's path, list positions put aside: `existingLoans.0.amount` is `otherLoans`. */
export function fieldOfFact(path: string): FieldName | undefined {
  const known: Readonly<Record<string, FieldName>> = FIELD_OF_FACT;
  return known[path] ?? known[path.replace(/\.\d.*$/, "")];
}

/** Paths once each, in the order of the form; those of no field last. */
export function inFormOrder(paths: readonly string[]): readonly string[] {
  const rank = (path: string): number => {
    const field = fieldOfFact(path);
    return field === undefined ? FIELD_NAMES.length : FIELD_NAMES.indexOf(field);
  };
  return [...new Set(paths)].toSorted((a, b) => rank(a) - rank(b));
}
