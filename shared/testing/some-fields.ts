import { legalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { FieldName, Fields, FieldValue } from "../pge/file-fields.ts";
import { FIELD_NAMES } from "../pge/file-fields.ts";
import { companyAt, FICTIONAL_BIC, type FictionalCompany } from "./companies.ts";

/** Day on which {@link someFields} is complete and true. */
export const SOME_BUSINESS_DATE: LegalDate = legalDate("2020-04-15");

export type FieldOverrides = { readonly [Name in FieldName]?: FieldValue | undefined };

/** A complete file that can be submitted on {@link SOME_BUSINESS_DATE}; an override of `undefined` empties its field. */
export function someFields(seed = 1, overrides: FieldOverrides = {}): Fields {
  return fieldsOfCompany(companyAt(7, seed), overrides);
}

/** The file of one fictional company, complete in the same way. */
export function fieldsOfCompany(company: FictionalCompany, overrides: FieldOverrides = {}): Fields {
  const all: FieldOverrides = { ...completed(company), ...overrides };
  const fields: { [Name in FieldName]?: FieldValue } = {};
  for (const name of FIELD_NAMES) {
    const value = all[name];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

const completed = (company: FictionalCompany): Fields => ({
  siren: company.siren,
  siret: company.siret,
  legalName: company.legalName,
  borrowerType: company.borrowerType,
  legalForm: company.legalForm,
  naf: company.naf,
  createdOn: company.createdOn,
  sireneRegistered: true,
  ...(company.borrowerType === "ASSOCIATION" ? { economicActivity: true } : {}),
  address: "1 rue de l’Exemple",
  postalCode: company.postalCode,
  city: company.city,
  yearClosedOn: "2019-12-31",
  staffFrance: company.staffFrance,
  turnover: company.turnover,
  turnover2019: company.turnover,
  balanceSheet: company.balanceSheet,
  turnoverProofKind: "COMPTES_ANNUELS",
  turnoverProofOn: "2020-03-31",
  receivedOn: "2020-04-10",
  scheme: "CLASSIQUE",
  amount: company.amount,
  foreseenGrantOn: "2020-04-20",
  totalYears: 6,
  amortisationYears: 5,
  rateBps: 25,
  periodicity: "MENSUELLE",
  exposureAtReference: 0,
  exposureAtGrant: company.amount,
  otherSecurity: false,
  preApprovedBy: "Alex Exemple",
  preApprovedOn: "2020-04-14",
  mandateOn: "2020-04-10",
  swornOn: "2020-04-10",
  vigilanceBy: "Alex Exemple",
  vigilanceOn: "2020-04-13",
  iban: company.iban,
  bic: FICTIONAL_BIC,
  signatoryName: company.signatoryName,
});
