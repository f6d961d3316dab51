import type { Facts } from "../../facts.ts";
import { cautionsOf } from "../../rules/cautions.ts";
import { borrowerConditions, eligibilityOf, schemeConditions } from "../../rules/eligibility.ts";
import { collectiveProcedureRefusals } from "../../rules/collective-procedure.ts";
import { lacking } from "../../rules/found.ts";
import { loanTermRefusals } from "../../rules/loan-terms.ts";
import { massOrIndividual } from "../../rules/procedure.ts";
import { sciRefusals } from "../../rules/sci.ts";
import { usedOf } from "../../rules/used.ts";
import { outside } from "../../rules/window.ts";
import type { PgeParameters } from "../pge-france.parameters.ts";
import type { Eligibility, PackRules, PackWords, SchemePack } from "../scheme-pack.ts";
import { ceilingFrom, type Ceiling } from "./ceiling-formulas.ts";
import { conditionFrom, type Judged } from "./conditions.ts";
import type { PackDocument, SchemeDocument } from "./document-schema.ts";
import { premiumFrom, procedureFrom, quotaFrom, usedFrom } from "./figure-formulas.ts";
import { toParameters, toWindow } from "./to-parameters.ts";

type SchemeRules = Pick<PackRules, "procedure" | "used" | "quotaPct" | "premiumScale" | "premiumBps"> & { readonly eligibility: Judged; readonly ceiling: Ceiling };

/** A checked document as rules. Pure, and without the gate: where a document comes from elsewhere, `parsePackDocument` is asked first. */
export function compilePack(document: PackDocument): SchemePack {
  const p = toParameters(document);
  const byCode = new Map(document.schemes.map((scheme) => [scheme.code, rulesOf(scheme, document, p)]));
  const of = ({ scheme }: Facts): SchemeRules | undefined => (scheme === undefined ? undefined : byCode.get(scheme));
  const law = premiumFrom({ formula: "pge" }, p);
  const quota = quotaFrom({ formula: "pge" }, p);
  const isBounded = document.schemes.every(({ underGuarantee }) => underGuarantee);
  return {
    id: document.id, version: document.version, title: document.title.fr,
    references: document.texts,
    hypotheses: document.hypotheses.map(({ id, rule }) => ({ id, rule })),
    terms: document.terms,
    registration: { oneRegistrationUntil: document.registration.oneRegistrationUntil, preApprovalRequired: document.registration.preApprovalRequired },
    rules: {
      procedure: (facts) => of(facts)?.procedure(facts) ?? massOrIndividual(facts, p),
      eligibility: (facts, procedure) => of(facts)?.eligibility(facts, procedure) ?? (facts.scheme === undefined && !isBounded ? withoutWindow(facts, procedure, p) : eligibilityOf(facts, procedure, p)),
      ceiling: (facts) => of(facts)?.ceiling(facts) ?? lacking("scheme"),
      used: (facts) => of(facts)?.used(facts) ?? usedOf(facts, p),
      quotaPct: (facts) => of(facts)?.quotaPct(facts) ?? quota(facts),
      premiumScale: (facts) => of(facts)?.premiumScale(facts) ?? law.premiumScale(facts),
      premiumBps: (facts, scale) => of(facts)?.premiumBps(facts, scale) ?? law.premiumBps(facts, scale),
      cautions: (facts, figures) => cautionsOf(facts, figures, p),
    },
    schemes: document.schemes.map(({ code, names, fields }) => ({ code, names, fields })),
    words: { fr: wordsOf(document, "fr"), en: wordsOf(document, "en") },
    seasonalActivities: document.reference.seasonalActivities,
  };
}

/** A known scheme answers all; where none is chosen or known, the French rules say what is missing or wrong. */
function rulesOf(scheme: SchemeDocument, document: PackDocument, p: PgeParameters): SchemeRules {
  const judged = [windowFrom(scheme, document, p), ...scheme.conditions.map((condition) => conditionFrom(condition, p))];
  return {
    procedure: procedureFrom(scheme.procedure, p),
    eligibility: (facts, procedure) => together(judged.map((judge) => judge(facts, procedure))),
    ceiling: ceilingFrom(scheme.ceiling, p), used: usedFrom(scheme.used, p), quotaPct: quotaFrom(scheme.quota, p), ...premiumFrom(scheme.premium, p),
  };
}

/** WI9: every reason that is true, each once. */
function windowFrom({ window, underGuarantee }: SchemeDocument, { parameters: { guarantee } }: PackDocument, p: PgeParameters): Judged {
  const own = toWindow(window);
  return (facts) => {
    const whole = underGuarantee ? outside(p.guarantee, facts, guarantee.before.rule, guarantee.after.rule) : [];
    const its = outside(own, facts, window.before.rule, window.after.rule);
    return { refusals: [...whole, ...its.filter(({ reason }) => !whole.some((already) => already.reason === reason))], missing: [] };
  };
}

/** Before a scheme is chosen, of a pack where one is not bounded by the guarantee's life: its end refuses nobody yet. */
const withoutWindow = (facts: Facts, procedure: Parameters<Judged>[1], p: PgeParameters): Eligibility =>
  together([schemeConditions(facts), borrowerConditions(facts, p), sciRefusals(facts, p), { refusals: collectiveProcedureRefusals(facts, p), missing: [] }, loanTermRefusals(facts, procedure, p)]);

const together = (parts: readonly Eligibility[]): Eligibility => ({ refusals: parts.flatMap(({ refusals }) => refusals), missing: parts.flatMap(({ missing }) => missing) });

function wordsOf({ schemes, reasons, rules, hypotheses }: PackDocument, language: "fr" | "en"): PackWords {
  return Object.fromEntries([
    ...schemes.map(({ code, names }) => [`choice.scheme.${code}`, names[language]] as const),
    ...reasons.map(({ code, words }) => [`reason.${code}`, words[language]] as const),
    ...rules.map(({ id, words }) => [`rule.${id}`, words[language]] as const),
    ...hypotheses.flatMap(({ id, words }) => (words === undefined ? [] : [[`hypothesis.${id}`, words[language]] as const])),
  ]);
}
