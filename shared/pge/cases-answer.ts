import { addCents, centsToEuros } from "../kernel/cents.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { assess } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import { caseEntryToFacts, documentPath, ENTRY_KEYS, parseCaseEntry, type DocumentError } from "./cases-format.ts";
import { FRENCH_NAME_OF_FACT } from "./cases-names.ts";
import type { Facts } from "./facts.ts";
import { pgeFrance } from "./packs/pge-france.ts";
import type { SchemePack } from "./packs/scheme-pack.ts";

/** An `attendu` of `cases.json`: euros as numbers, French keys; what is unknown is absent and named in `manquants`. */
export type CaseAnswer = { readonly [key: string]: unknown };

const FACTS_OF_PROCEDURE: readonly string[] = ["borrower.staffFrance", "borrower.turnover"];

/**
 * The assessment in the words of `cases.json`. `motifs` are sorted by code, so that two answers compare as sets. A financial institution
 * stands outside the scheme: as in the cases, no figure is given, nor asked for. Premiums by year (hypothesis A1) when amortisation years are asked for.
 */
export function assessmentToAnswer(assessment: Assessment, facts: Facts): CaseAnswer {
  const outside = assessment.refusals.some(({ reason }) => reason === "SECTEUR_FINANCIER_EXCLU");
  const missing = outside ? assessment.missing.filter((path) => assessment.procedure === undefined && FACTS_OF_PROCEDURE.includes(path)) : assessment.missing;
  return present({
    procedure: assessment.procedure?.value,
    eligible: assessment.eligible,
    motifs: assessment.refusals.map(({ reason }) => reason).toSorted(),
    ...(outside ? {} : figuresOf(assessment, facts)),
    decision: assessment.decision,
    manquants: missing.length === 0 ? undefined : missing.map((path) => FRENCH_NAME_OF_FACT[path] ?? path),
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
export function groundsOf(assessment: Assessment, pack: SchemePack = pgeFrance): CaseAnswer {
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
 * A whole document to its answer: one `entree` or one case that has an `entree` gives an answer; a list of either, or a whole file of cases
 * (the list under `regles`), gives a list. `grounds` adds the reasons under `explication`. The first wrong place refuses the whole document,
 * with its path.
 */
export function assessDocument(json: unknown, grounds = false): Result<unknown, DocumentError> {
  if (Array.isArray(json)) return assessList(json, "", grounds);
  if (!isFileOfCases(json)) return assessOne(json, "", grounds);
  return Array.isArray(json.regles) ? assessList(json.regles, "regles", grounds) : err({ path: "regles", problem: "list" });
}

const isFileOfCases = (json: unknown): json is { readonly regles: unknown } =>
  typeof json === "object" && json !== null && "regles" in json && !Object.keys(json).some((key) => key === "entree" || ENTRY_KEYS.includes(key));

function assessList(items: readonly unknown[], at: string, grounds: boolean): Result<readonly unknown[], DocumentError> {
  const answers: unknown[] = [];
  for (const [index, item] of items.entries()) {
    const answer = assessOne(item, documentPath(at, [index]), grounds);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return ok(answers);
}

function assessOne(json: unknown, at: string, grounds: boolean): Result<CaseAnswer, DocumentError> {
  const entry = parseOne(json, at);
  if (!entry.ok) return entry;
  const facts = caseEntryToFacts(entry.value);
  const assessment = assess(facts, pgeFrance);
  const answer = assessmentToAnswer(assessment, facts);
  return ok(grounds ? { ...answer, explication: groundsOf(assessment) } : answer);
}

/** A case may carry what it likes beside its `entree` (a title, the answer expected), but no fact: it would be lost without a word. */
function parseOne(json: unknown, at: string): ReturnType<typeof parseCaseEntry> {
  if (typeof json !== "object" || json === null || !("entree" in json)) return parseCaseEntry(json, at);
  const stray = Object.keys(json).find((key) => ENTRY_KEYS.includes(key));
  return stray === undefined ? parseCaseEntry(json.entree, documentPath(at, ["entree"])) : err({ path: documentPath(at, [stray]), problem: "unknown-key" });
}

const present = (answer: CaseAnswer): CaseAnswer => Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
