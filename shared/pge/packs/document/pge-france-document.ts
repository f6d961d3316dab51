import type { RuleId } from "../../assessment.ts";
import type { Scheme } from "../../facts.ts";
import { legalDate } from "../../../kernel/legal-date.ts";
import { pgeParameters as p, type Window } from "../pge-france.parameters.ts";
import { pgeFrance } from "../pge-france.ts";
import { PACK_FORMAT, type PackDocument, type SchemeDocument, type WindowDocument } from "./document-schema.ts";
import type { Dated } from "../dated.ts";
import { fromDated, fromOne } from "./to-dated.ts";

/** What is undefined in the parameters is not in a document. The type is that of the place it stands in; the test of [SP2] passes it through the gate. */
const asDocument = (plain: object): never => JSON.parse(JSON.stringify(plain)) as never;
const window = ({ opens, notOpen, closes, closed }: Window, before: RuleId, after: RuleId): WindowDocument =>
  asDocument({ opens: fromOne(opens), before: { reason: notOpen, rule: before }, closes: fromOne(closes), after: { reason: closed, rule: after } });

const law = (code: Scheme, fr: string, before: RuleId, after: RuleId): SchemeDocument => ({
  code, names: { fr, en: fr }, window: window(p.windows[code], before, after), underGuarantee: true,
  conditions: [{ condition: "scheme" }, { condition: "company" }, { condition: "sci" }, { condition: "collective-procedure" }, { condition: "loan-terms" }],
  procedure: { formula: "pge" }, ceiling: { formula: "pge", as: code }, used: { formula: "pge" }, quota: { formula: "pge" }, premium: { formula: "pge" },
});

const { oneRegistrationUntil, windows: _windows, guarantee, extensionGap: { reference, ...gap }, youngInnovative, premiumBps, ...rest } = p;

/** [SP2] The PGE as data: what a next version is made from. It answers as `pgeFrance` does, which stays as it was published. */
export const pgeFranceDocument: PackDocument = asDocument({
  format: PACK_FORMAT, id: pgeFrance.id, version: pgeFrance.version,
  title: { fr: pgeFrance.title, en: "State-guaranteed loan (PGE), 2020-2023" },
  from: legalDate("2020-03-16"),
  texts: pgeFrance.references, hypotheses: pgeFrance.hypotheses, rules: [], reasons: [],
  terms: pgeFrance.terms,
  registration: { preApprovalRequired: pgeFrance.registration.preApprovalRequired, ...(oneRegistrationUntil === undefined ? {} : { oneRegistrationUntil }) },
  parameters: {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, isDated(value) ? fromDated<unknown>(value) : value] as const)),
    guarantee: window(guarantee, "WI1", "WI2"),
    extensionGap: { ...gap, text: reference },
    youngInnovative: { criterion: youngInnovative.criterion, recognised: fromOne(youngInnovative.recognised) },
    premiumBps: { PETITE_MOYENNE: fromDated(premiumBps.PETITE_MOYENNE), GRANDE: fromDated(premiumBps.GRANDE) },
  },
  schemes: [
    law("CLASSIQUE", "PGE classique", "WI1", "WI6"), law("SAISON", "PGE saison", "WI3", "WI6"), law("AERO", "PGE Aéro", "WI4", "WI6"), law("RESILIENCE", "PGE Résilience", "WI5", "WI2"),
  ],
  reference: { seasonalActivities: pgeFrance.seasonalActivities },
});

function isDated(value: unknown): value is Dated<unknown> {
  return Array.isArray(value) && value.length > 0 && value.every((one: unknown) => typeof one === "object" && one !== null && "from" in one && "reference" in one);
}
