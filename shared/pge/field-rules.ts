import type { HypothesisId, LegalReference, RuleId } from "./assessment.ts";
import type { FieldName } from "./file-fields.ts";
import { pgeGrounds } from "./packs/pge-france.grounds.ts";
import { pgeReferences } from "./packs/pge-france.references.ts";

/** The rules that look at a field, the first the one that it is asked for. A field that is not here serves no rule of the loan. */
const fieldRules: { readonly [Name in FieldName]?: readonly RuleId[] } = {
  siren: ["US2", "PC2"],
  borrowerType: ["EL2", "EL3", "EL4"],
  legalForm: ["EL4", "EL5", "EL6"],
  naf: ["EL13"],
  createdOn: ["CE1", "CE2", "CE3"],
  sireneRegistered: ["EL1"],
  economicActivity: ["EL3"],
  sciNature: ["EL4", "EL5", "EL6"],
  heldPct: ["EL6"],
  publicReceipts: ["CE7"],
  group: ["EL18"],
  staffFrance: ["PR1", "QU1", "QU2", "QU3", "PM1"],
  staffTotal: ["PM1"],
  turnover: ["PR1", "QU1", "QU2", "QU3", "PM1"],
  turnover2019: ["CE1", "CE3"],
  turnoverLastYear: ["CE1", "CE3"],
  balanceSheet: ["PM1"],
  bestThreeMonths: ["CE5"],
  seasonalNaf: ["EL13", "CE5"],
  payroll2019: ["CE4"],
  payrollTwoYears: ["CE2", "CE3"],
  innovative: ["CE4"],
  innovationCriterion: ["CE4"],
  aeroAverageStock: ["CE6"],
  yearTurnovers: ["CE8", "CE9"],
  turnoverToDate: ["CE8", "CE9"],
  activityDays: ["CE8", "CE9"],
  ukraineSelfCertified: ["EL12"],
  turnoverProofKind: ["FI4"],
  turnoverProofOn: ["FI4"],
  procedureType: ["EL8", "EL9", "EL10"],
  procedureOpenedOn: ["EL8", "EL9", "EL10"],
  procedurePlanOn: ["EL10", "EL8", "EL9"],
  procedureClosedOn: ["EL8", "EL9", "EL10"],
  amicableProcedure: ["EL11"],
  receivedOn: ["AD1", "PC2"],
  scheme: ["WI1", "WI3", "WI4", "WI5", "WI6"],
  amount: ["DE1", "QU5", "PM3", "PM4", "SC1"],
  foreseenGrantOn: ["WI1", "WI2", "WI3", "WI4", "WI5", "WI6"],
  deferralMonths: ["EL14", "SC4"],
  totalYears: ["EL15", "SC5", "PM4", "SC1"],
  amortisationYears: ["SC5", "EL15"],
  extraDeferralYears: ["SC4", "SC5"],
  rateBps: ["SC1"],
  periodicity: ["SC1"],
  otherLoans: ["US1", "US2", "US3"],
  exposureAtReference: ["EL17"],
  exposureAtGrant: ["EL17"],
  otherSecurity: ["EL16"],
  quotaByDecreePct: ["QU4"],
  preApprovedBy: ["PC1"],
  preApprovedOn: ["PC1"],
  mandateOn: ["FI4"],
  swornOn: ["FI4"],
  vigilanceBy: ["FI4"],
  vigilanceOn: ["FI4"],
};

/** A rule with the texts that it rests on, as the pack cites them. */
export type RuleGrounds = { readonly rule: RuleId; readonly texts: readonly LegalReference[]; readonly hypotheses: readonly HypothesisId[] };

const byId: ReadonlyMap<string, LegalReference> = new Map(pgeReferences.map((reference) => [reference.id, reference]));

/** What the law says of a field, before anything is entered in it. Empty where no rule looks at it. */
export const groundsOfField = (field: FieldName): readonly RuleGrounds[] => (fieldRules[field] ?? []).map((rule) => {
  const { texts = [], hypotheses = [] } = pgeGrounds[rule] ?? {};
  return { rule, texts: texts.flatMap((id) => byId.get(id) ?? []), hypotheses };
});
