import { instant } from "../../../../shared/kernel/instant.ts";
import { legalDate } from "../../../../shared/kernel/legal-date.ts";
import { pgeFrance } from "../../../../shared/pge/packs/pge-france.ts";
import { assess } from "../../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../../../shared/pge/file-fields.ts";
import { SOME_BUSINESS_DATE, someFields, type FieldOverrides } from "../../../../shared/testing/some-fields.ts";
import type { PaperFile, PaperStanding } from "../paper-file.ts";

export const SOME_REGISTRATION: PaperStanding = {
  kind: "registered",
  registration: { number: "1-ABCD-EFGH-K", receipt: "a.b.c", registeredAt: instant(Date.parse("2020-04-16T08:30:00Z")), grantOn: "2020-04-20", rules: "pge-france@1" },
};

/** A file ready to be printed, not registered and of no demonstration, but for what a test changes. */
export function somePaperFile(over: Partial<PaperFile> & { readonly overrides?: FieldOverrides } = {}): PaperFile {
  const { overrides = {}, ...others } = over;
  const fields: Fields = others.fields ?? someFields(1, overrides);
  return {
    file: "01900000-0000-7000-8000-0123456789ab", status: "ready", standing: { kind: "draft" }, assessment: assess(fieldsToFacts(fields, legalDate(SOME_BUSINESS_DATE)), pgeFrance), references: pgeFrance.references,
    documents: [], life: [], created: { at: instant(Date.parse("2020-04-14T09:00:00Z")), by: "Maëlle Exemple" }, updated: { at: instant(Date.parse("2020-04-15T10:00:00Z")), by: "Yann Modèle" },
    isHereOnly: false, bank: "Banque Armor", branch: "Agence Rennes", person: "Maëlle Exemple", demonstration: false, verificationAddress: "https://centre.example/verification",
    madeAt: instant(Date.parse("2020-04-15T12:05:00Z")), ...others, fields,
  };
}
