import fc from "fast-check";
import { expect, test } from "vitest";
import { legalDate } from "../kernel/legal-date.ts";
import { isFictionalSiren } from "../testing/companies.ts";
import { someFields, SOME_BUSINESS_DATE, type FieldOverrides } from "../testing/some-fields.ts";
import { assess } from "../testing/assess-pge.ts";
import { checkSubmittable } from "./check-submittable.ts";
import { parseFieldEntry } from "./field-entry.ts";
import { fieldsToFacts } from "./fields-to-facts.ts";
import { FIELD_NAMES, isFieldName, type FieldName, type Fields } from "./file-fields.ts";
import { rulingProblems } from "./ruling-problems.ts";
import { parseStoredField, parseStoredPatch } from "./stored-field.ts";
import { isTraining, TRAINING_SIREN, trainingCompany } from "./training-company.ts";

const typed = (name: FieldName, text: string): unknown => {
  const entry = parseFieldEntry(name, text);
  return entry.ok ? entry.value : entry.error;
};

test("[FI1] what a person types becomes the stored form", () => {
  const entries: readonly (readonly [FieldName, string, unknown])[] = [
    ["siren", "732 829 320", "732829320"],
    ["siret", "732 829 320 00074", "73282932000074"],
    ["legalName", "  Café   du\u00a0Coin ", "Café du Coin"],
    ["naf", "5610a", "56.10A"],
    ["legalForm", "5499", "5499"],
    ["createdOn", "1/5/2010", "2010-05-01"],
    ["amount", "1,2 M€", 120_000_000],
    ["staffFrance", "1 250", 1_250],
    ["heldPct", "97 %", 97],
    ["rateBps", "0,25 %", 25],
    ["group", "Oui", true],
    ["otherSecurity", "non", false],
    ["scheme", "classique", "CLASSIQUE"],
    ["iban", "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"],
    ["bic", "agrifrpp", "AGRIFRPP"],
    ["phone", "06 12 34 56 78", "+33612345678"],
    ["phone", "+262 692 12 34 56", "+262692123456"],
    ["email", "nom@exemple.fr", "nom@exemple.fr"],
    ["postalCode", "01 000", "01000"],
    ["yearTurnovers", "1 000 000\n700 000 ; 1,3 M€", [100_000_000, 70_000_000, 130_000_000]],
  ];
  for (const [name, text, stored] of entries) expect([name, typed(name, text)]).toEqual([name, stored]);
});

test("[FI1] or one error code", () => {
  const faults: readonly (readonly [FieldName, string, string])[] = [
    ["siren", "73282932", "SIREN_LENGTH"], ["siren", "732829321", "SIREN_CHECKSUM"], ["siret", "1", "SIRET_LENGTH"], ["siret", "73282932000075", "SIRET_CHECKSUM"],
    ["naf", "restaurant", "NAF_FORMAT"], ["naf", "34.10Z", "NAF_DIVISION"], ["legalForm", "54", "LEGAL_FORM_FORMAT"], ["createdOn", "31/02/2020", "DATE_NO_SUCH_DAY"],
    ["createdOn", "hier", "DATE_FORMAT"], ["amount", "1.250", "AMOUNT_AMBIGUOUS"], ["amount", "-1", "AMOUNT_NEGATIVE"], ["amount", "beaucoup", "AMOUNT_FORMAT"],
    ["amount", "1,234", "AMOUNT_AMBIGUOUS"], ["amount", "1,2345", "AMOUNT_TOO_PRECISE"], ["amount", "99999999999999", "AMOUNT_TOO_LARGE"], ["staffFrance", "1,5", "COUNT_FORMAT"], ["extraDeferralYears", "2", "COUNT_RANGE"],
    ["heldPct", "101", "PERCENT_RANGE"], ["heldPct", "97,5", "PERCENT_FORMAT"], ["rateBps", "0,255", "RATE_FORMAT"], ["rateBps", "101", "RATE_RANGE"], ["group", "peut-être", "YES_NO_FORMAT"],
    ["scheme", "un autre", "CHOICE_UNKNOWN"], ["iban", "FR4930006000011234567890190", "RIB_KEY"], ["iban", "FR7630006000011234567890188", "IBAN_KEY"], ["bic", "XX", "BIC_FORMAT"],
    ["phone", "12", "PHONE_FORMAT"], ["email", "nom@", "EMAIL_FORMAT"], ["postalCode", "750", "POSTAL_CODE_FORMAT"], ["legalName", " \u00a0 ", "TEXT_BLANK"],
    ["legalName", "x".repeat(201), "TEXT_TOO_LONG"], ["legalName", "a\u0000b", "TEXT_NOT_STORABLE"], ["legalName", "\ud800", "TEXT_NOT_STORABLE"], ["otherLoans", "BNP 10", "WRONG_TYPE"],
    ["yearTurnovers", Array(11).fill("1").join(";"), "LIST_TOO_LONG"],
  ];
  for (const [name, text, code] of faults) expect([name, text, typed(name, text)]).toEqual([name, text, code]);
});

test("[FI1] whatever is typed anywhere, what entry accepts the strict gate accepts", () => {
  const texts = fc.oneof(fc.string(), fc.constantFrom("732829320", "1 250,5", "15/04/2020", "oui", "CLASSIQUE", "90 %", "FR7630006000011234567890189", "06 12 34 56 78", "nom@exemple.fr"), fc.stringMatching(/^[\d .,/€%-]{0,12}$/));
  fc.assert(
    fc.property(fc.constantFrom(...FIELD_NAMES), texts, (name, text) => {
      const entry = parseFieldEntry(name, text);
      if (entry.ok) expect(parseStoredField(name, entry.value)).toEqual(entry);
    }),
    { numRuns: 1_500 },
  );
});

const gate = (name: FieldName, value: unknown): string => {
  const parsed = parseStoredField(name, value);
  return parsed.ok ? "ok" : parsed.error.code;
};

test("[FI2] the strict gate repairs nothing", () => {
  const wrong: readonly (readonly [FieldName, unknown, string])[] = [
    ["siren", "732 829 320", "SIREN_LENGTH"], ["siren", 732_829_320, "WRONG_TYPE"], ["siren", "123456789", "SIREN_CHECKSUM"], ["amount", "100", "WRONG_TYPE"], ["amount", 1.5, "WRONG_TYPE"],
    ["amount", Number.NaN, "WRONG_TYPE"], ["amount", -1, "AMOUNT_NEGATIVE"], ["amount", -0, "AMOUNT_NEGATIVE"], ["amount", 900_000_000_000_001, "AMOUNT_TOO_LARGE"], ["staffFrance", -1, "COUNT_RANGE"],
    ["staffFrance", 2 ** 53, "WRONG_TYPE"], ["heldPct", 97.5, "WRONG_TYPE"], ["group", "oui", "WRONG_TYPE"], ["group", 1, "WRONG_TYPE"], ["createdOn", "2020-02-30", "DATE_FORMAT"],
    ["createdOn", "15/04/2020", "DATE_FORMAT"], ["scheme", "classique", "CHOICE_UNKNOWN"], ["legalName", "", "TEXT_BLANK"], ["legalName", "a\u0000", "TEXT_NOT_STORABLE"], ["legalName", "\udc00", "TEXT_NOT_STORABLE"],
    ["iban", "fr7630006000011234567890189", "IBAN_FORMAT"], ["phone", "0612345678", "PHONE_FORMAT"], ["yearTurnovers", [1, "2"], "WRONG_TYPE"], ["yearTurnovers", Array(11).fill(1), "LIST_TOO_LONG"],
    ["otherLoans", [{ bank: "A", amount: 1 }], "LOAN_FORMAT"], ["otherLoans", [{ bank: "A", amount: 1, status: "DECAISSE", more: 1 }], "LOAN_FORMAT"], ["otherLoans", {}, "WRONG_TYPE"], ["legalName", undefined, "WRONG_TYPE"], ["legalName", { a: 1 }, "WRONG_TYPE"],
  ];
  for (const [name, value, code] of wrong) expect([name, value, gate(name, value)]).toEqual([name, value, code]);
  expect(gate("otherLoans", [{ bank: "A", amount: 1, status: "DECAISSE", scheme: "CLASSIQUE", grantOn: "2020-05-01", number: "X" }])).toBe("ok");
});

test("[FI2] a patch: null empties, an unknown field or a prototype's name is refused", () => {
  expect(parseStoredPatch({ amount: 5, legalName: null })).toEqual({ ok: true, value: { amount: 5, legalName: null } });
  expect(parseStoredPatch({ amount: 5, colour: "red" })).toEqual({ ok: false, error: { type: "UnknownField", name: "colour" } });
  expect(parseStoredPatch(JSON.parse(`{"__proto__": 1}`))).toEqual({ ok: false, error: { type: "UnknownField", name: "__proto__" } });
  expect(parseStoredPatch({ amount: "5" })).toEqual({ ok: false, error: { type: "FieldError", field: "amount", code: "WRONG_TYPE" } });
  for (const value of [null, [], "x", 1]) expect(parseStoredPatch(value)).toEqual({ ok: false, error: { type: "NotAPatch" } });
});

test("[FI2] any value at all is answered, never thrown at", () => {
  fc.assert(fc.property(fc.constantFrom(...FIELD_NAMES), fc.anything(), (name, value) => { expect(typeof parseStoredField(name, value).ok).toBe("boolean"); }), { numRuns: 800 });
});

test("the facts of a file are its fields; what is not of its form is unknown", () => {
  const fields = someFields(1, { otherLoans: [{ bank: "A", amount: 5, status: "ATTESTE" }], procedureType: "SAUVEGARDE", procedureOpenedOn: "2020-02-01" });
  const facts = fieldsToFacts(fields, SOME_BUSINESS_DATE);
  expect([facts.grantOn, facts.request.amount, facts.existingLoans]).toEqual(["2020-04-20", fields.amount, [{ bank: "A", amount: 5, status: "ATTESTE" }]]);
  expect(facts.borrower.procedure).toEqual({ type: "SAUVEGARDE", openedOn: "2020-02-01", planOn: undefined, closedOn: undefined });
  const broken = fieldsToFacts({ amount: "x", createdOn: "hier", staffFrance: 1.5, scheme: "?", otherLoans: [] }, legalDate("2020-04-15"));
  expect([broken.grantOn, broken.request.amount, broken.borrower.createdOn, broken.borrower.staffFrance, broken.scheme]).toEqual(["2020-04-15", undefined, undefined, undefined, undefined]);
});

const problems = (overrides: FieldOverrides, day = SOME_BUSINESS_DATE): readonly string[] => {
  const fields: Fields = someFields(1, { legalForm: "5499", borrowerType: "SOCIETE", ...overrides });
  return checkSubmittable(fields, assess(fieldsToFacts(fields, day)), day).map(({ field, code }) => `${field} ${code}`);
};

test("[FI3] a complete file can be sent; a required field or a fact that the rules wait for is asked for", () => {
  expect(problems({})).toEqual([]);
  expect(problems({ legalName: undefined, amount: undefined })).toEqual(["legalName REQUIRED", "amount REQUIRED"]);
  expect(problems({ turnover2019: undefined })).toEqual(["turnover2019 FACT_REQUIRED"]);
  expect(problems({ borrowerType: "ASSOCIATION" })).toEqual(["economicActivity FACT_REQUIRED"]);
});

test("[FI3] an empty file lists every required field once, in the order of the form", () => {
  const fields = checkSubmittable({}, assess(fieldsToFacts({}, SOME_BUSINESS_DATE)), SOME_BUSINESS_DATE).map(({ field }) => field);
  expect(fields).toEqual([...new Set(fields)]);
  expect(fields).toEqual(FIELD_NAMES.filter((name) => fields.includes(name)));
  expect(fields.length).toBeGreaterThan(20);
});

test("[FI4] pre-approval, mandate, sworn statement and vigilance by their own sentence", () => {
  expect(problems({ preApprovedBy: undefined, preApprovedOn: undefined })).toEqual(["preApprovedBy PRE_APPROVAL_REQUIRED", "preApprovedOn PRE_APPROVAL_REQUIRED"]);
  expect(problems({ mandateOn: undefined })).toEqual(["mandateOn MANDATE_REQUIRED"]);
  expect(problems({ swornOn: undefined })).toEqual(["swornOn SWORN_STATEMENT_REQUIRED"]);
  expect(problems({ vigilanceBy: undefined, vigilanceOn: undefined })).toEqual(["vigilanceBy VIGILANCE_REQUIRED", "vigilanceOn VIGILANCE_REQUIRED"]);
});

test("[FI5] what does not hold together is told beside one field", () => {
  expect(problems({ siret: "73282932000074" })).toEqual(["siret SIRET_OF_ANOTHER_SIREN"]);
  expect(problems({ borrowerType: "SCI" })).toEqual(["sciNature SCI_NATURE_REQUIRED"]);
  expect(problems({ preApprovedOn: "2020-04-16" })).toEqual(["preApprovedOn DATE_AFTER_BUSINESS_DATE"]);
  expect(problems({ foreseenGrantOn: "2020-04-13" })).toEqual(["preApprovedOn DATE_AFTER_GRANT"]);
  expect(problems({ foreseenGrantOn: "2020-04-09", preApprovedOn: "2020-04-09" })).toEqual(["foreseenGrantOn GRANT_BEFORE_RECEIVED"]);
  expect(problems({ procedureOpenedOn: "2020-04-01" })).toEqual(["procedureType PROCEDURE_INCOMPLETE"]);
  expect(problems({ procedureType: "SAUVEGARDE" })).toEqual(["procedureOpenedOn PROCEDURE_INCOMPLETE"]);
  expect(problems({ procedureType: "SAUVEGARDE", procedureOpenedOn: "2020-04-01", procedurePlanOn: "2020-03-01" })).toEqual(["procedurePlanOn PROCEDURE_DATES_ORDER"]);
  expect(problems({ amortisationYears: 3 })).toEqual(["amortisationYears DURATIONS_DISAGREE"]);
  expect(problems({ totalYears: 2, amortisationYears: 1, extraDeferralYears: 1 })).toEqual(["extraDeferralYears EXTRA_DEFERRAL_WITHOUT_AMORTISATION"]);
  expect(problems({ amount: 0, exposureAtGrant: 0 })).toEqual(["amount AMOUNT_ZERO"]);
  expect(problems({ exposureAtReference: 100, exposureAtGrant: 99 })).toEqual(["exposureAtGrant NEW_MONEY_NOT_PROVEN"]);
  expect(problems({ quotaByDecreePct: 80 })).toEqual(["quotaByDecreePct DECREE_QUOTA_IN_MASS_PROCEDURE"]);
});

test("[FI8] the guided file cannot be sent, however complete; under any other SIREN it is a file like the others", () => {
  expect(problems({ siren: TRAINING_SIREN, siret: undefined })).toEqual(["siren TRAINING_COMPANY"]);
  expect(parseFieldEntry("siren", "001 900 000")).toEqual({ ok: true, value: TRAINING_SIREN });
  expect([isFictionalSiren(TRAINING_SIREN), isTraining({ siren: "002000008" }), isTraining({})]).toEqual([false, false, false]);
  expect(parseStoredPatch(trainingCompany).ok).toBe(true);
});

const rulings = (overrides: FieldOverrides) => rulingProblems(assess(fieldsToFacts(someFields(1, overrides), SOME_BUSINESS_DATE)));

test("[FI6] each ruling stands beside one field", () => {
  expect(rulings({})).toEqual([]);
  expect(rulings({ otherSecurity: true, totalYears: 7, amortisationYears: 6 })).toEqual([{ field: "totalYears", code: "DUREE_SUPERIEURE_6_ANS" }, { field: "otherSecurity", code: "SURETE_INTERDITE" }]);
  expect(rulings({ amount: 90_000_000_000 })).toEqual([{ field: "amount", code: "PLAFOND_DEPASSE" }]);
  expect(rulings({ staffFrance: 5_000 })).toEqual([{ field: "staffFrance", code: "PROCEDURE_INDIVIDUELLE" }]);
});

test("every fact that a rule may wait for belongs to a field", () => {
  const empty = assess(fieldsToFacts({}, SOME_BUSINESS_DATE)).missing;
  expect(empty.length).toBeGreaterThan(3);
  expect(FIELD_NAMES.every(isFieldName)).toBe(true);
});
