import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { FieldName, Fields, Section } from "../../../shared/pge/file-fields.ts";
import type { Pair } from "../../../paper/paper.ts";

/**
 * What a summary prints of each part, in this order. A field is printed only when it stands here: whoever adds one to a file decides.
 */
export const PRINTED: { readonly [S in Section]: readonly FieldName[] } = {
  company: [
    "siren", "siret", "legalName", "tradeName", "borrowerType", "legalForm", "naf", "createdOn", "sireneRegistered", "economicActivity", "sciNature", "heldPct", "publicReceipts", "group", "address", "postalCode",
    "city", "phone", "email",
  ],
  figures: [
    "yearClosedOn", "staffFrance", "staffTotal", "turnover", "turnover2019", "turnoverLastYear", "balanceSheet", "bestThreeMonths", "seasonalNaf", "payroll2019", "payrollTwoYears", "innovative", "innovationCriterion",
    "aeroAverageStock", "yearTurnovers", "turnoverToDate", "activityDays", "ukraineSelfCertified", "turnoverProofKind", "turnoverProofOn",
  ],
  procedure: ["procedureType", "procedureOpenedOn", "procedurePlanOn", "procedureClosedOn", "amicableProcedure"],
  request: [
    "receivedOn", "scheme", "amount", "foreseenGrantOn", "deferralMonths", "totalYears", "amortisationYears", "extraDeferralYears", "rateBps", "periodicity", "exposureAtReference", "exposureAtGrant", "otherSecurity",
    "quotaByDecreePct",
  ],
  approval: ["preApprovedBy", "preApprovedOn", "mandateOn", "swornOn"],
  account: ["iban", "bic", "signatoryName", "signatoryRole", "bankReference"],
};

/**
 * Fields of a file that no paper prints, and why: the bank's own diligence against money laundering is nobody's but the bank's; other loans have a table of
 * their own. A rating of the Banque de France, should a file ever hold one, belongs here for good.
 */
export const WITHHELD: readonly FieldName[] = ["vigilanceBy", "vigilanceOn", "otherLoans"];

/** Those of these fields that hold something. Of an IBAN the last four signs only: paper is left lying about. */
export function printedPairs(names: readonly FieldName[], fields: Fields, words: Words): readonly Pair[] {
  return names.flatMap((field) => {
    const value = fields[field];
    const text = field === "iban" && typeof value === "string" ? maskIban(value) : valueText(field, value, words);
    return text === "" ? [] : [{ label: fieldLabel(field, words), value: text }];
  });
}

export const maskIban = (iban: string): string => `••••\u00a0${iban.slice(-4)}`;
