import { addCents, centsToEuros } from "../kernel/cents.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { assess } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import { caseEntryToFacts, parseCaseEntry, type DocumentError } from "./cases-format.ts";
import { FRENCH_NAME_OF_FACT } from "./cases-names.ts";
import type { Facts } from "./facts.ts";
import { CURRENT_PACK } from "./packs/registry.ts";
import type { SchemePack } from "./packs/scheme-pack.ts";

/** An `attendu` of `cases.json`: euros as numbers, French keys; what is unknown is absent and named in `manquants`. */
export type CaseAnswer = { readonly [key: string]: unknown };

/**
 * The assessment in the words of `cases.json`. `motifs` are sorted by code, so that two answers compare as sets. A financial institution
 * stands outside the scheme: as in the cases, no figure is given. Premiums by year (hypothesis A1) when amortisation years are asked for.
 */
export function assessmentToAnswer(assessment: Assessment, facts: Facts): CaseAnswer {
  const outside = assessment.refusals.some(({ reason }) => reason === "SECTEUR_FINANCIER_EXCLU");
  return present({
    procedure: assessment.procedure?.value,
    eligible: assessment.eligible,
    motifs: assessment.refusals.map(({ reason }) => reason).toSorted(),
    ...(outside ? {} : figuresOf(assessment, facts)),
    decision: assessment.decision,
    manquants: assessment.missing.length === 0 ? undefined : assessment.missing.map((path) => FRENCH_NAME_OF_FACT[path] ?? path),
  });
}

function figuresOf(assessment: Assessment, facts: Facts): CaseAnswer {
  const { ceiling, available, quotaPct, premiumScale, premiumBps, guaranteed, firstPremium, premiums } = assessment;
  const byYear = facts.request.amortisationYears === undefined ? undefined : premiums?.value;
  return {
    plafond: ceiling && centsToEuros(ceiling.value),
    dejaConsomme: centsToEuros(assessment.used.value),
    disponible: available && centsToEuros(available.value),
    quotitePct: quotaPct?.value,
    baremePrime: premiumScale?.value,
    primeBps: premiumBps?.value,
    montantGaranti: guaranteed && centsToEuros(guaranteed.value),
    primeAnnee1: firstPremium && centsToEuros(firstPremium.value),
    primesParAnnee_hypotheseA1: byYear?.map(centsToEuros),
    primeTotale_hypotheseA1: byYear && centsToEuros(addCents(...byYear)),
  };
}

/** The grounds besides: pack, rule and text of each figure, what a person should look at, and the assumptions used. */
export function groundsOf(assessment: Assessment, pack: SchemePack = CURRENT_PACK): CaseAnswer {
  const { procedure, ceiling, used, available, quotaPct, premiumScale, premiumBps, guaranteed, firstPremium, premiums } = assessment;
  const cite = (id: string): string => pack.references.find((reference) => reference.id === id)?.cite ?? id;
  const figures = { procedure, ceiling, used, available, quotaPct, premiumScale, premiumBps, guaranteed, firstPremium, premiums };
  const grounds = Object.entries(figures).flatMap(([name, figure]) =>
    figure === undefined ? [] : [[name, { regle: figure.rule, texte: cite(figure.reference), donnees: figure.inputs, hypotheses: figure.hypotheses }]],
  );
  return {
    regles: assessment.pack,
    fondements: Object.fromEntries(grounds),
    motifsDetail: assessment.refusals.map(({ reason, rule, reference, inputs }) => ({ motif: reason, regle: rule, texte: cite(reference), donnees: inputs })),
    aVerifier: assessment.cautions.map(({ code, rule, reference }) => ({ code, regle: rule, texte: cite(reference) })),
    hypotheses: assessment.hypotheses,
  };
}

/**
 * A whole document to its answer: one `entree`, one case that has an `entree`, or a list of either. `grounds` adds the reasons under
 * `explication`. The first wrong place refuses the whole document, with its path.
 */
export function assessDocument(json: unknown, grounds = false): Result<unknown, DocumentError> {
  if (!Array.isArray(json)) return assessOne(json, "", grounds);
  const answers: unknown[] = [];
  for (const [index, item] of json.entries()) {
    const answer = assessOne(item, `[${index}]`, grounds);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return ok(answers);
}

function assessOne(json: unknown, at: string, grounds: boolean): Result<CaseAnswer, DocumentError> {
  const wrapped = typeof json === "object" && json !== null && "entree" in json;
  const entry = wrapped ? parseCaseEntry(json.entree, `${at}.entree`) : parseCaseEntry(json, at);
  if (!entry.ok) return err(entry.error);
  const facts = caseEntryToFacts(entry.value);
  const assessment = assess(facts);
  const answer = assessmentToAnswer(assessment, facts);
  return ok(grounds ? { ...answer, explication: groundsOf(assessment) } : answer);
}

const present = (answer: CaseAnswer): CaseAnswer => Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
