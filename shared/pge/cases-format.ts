import { z } from "zod";
import { eurosToCents, MAX_CENTS, type Cents } from "../kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  AMICABLE_PROCEDURES, BORROWER_TYPES, LOAN_STATUSES, PROCEDURE_TYPES, SCHEMES, SCI_NATURES, type Borrower, type Facts, type LoanRequest,
} from "./facts.ts";

/** What a place of a document should have been; `choice` comes with the values accepted. Sentences: `shared/i18n`, area `cli`. */
export const DOCUMENT_PROBLEMS = [
  "required", "unknown-key", "object", "list", "text", "yes-no", "date", "choice", "four-digits", "number", "whole-number", "negative",
  "amount", "amount-too-large", "amount-too-precise", "percent", "at-least-one", "zero-or-one",
] as const;
export type DocumentProblem = (typeof DOCUMENT_PROBLEMS)[number];

/** The first wrong place of a document: a path such as `[2].emprunteur.effectifFrance`, `(document)` for the whole of it. */
export type DocumentError = { readonly path: string; readonly problem: DocumentProblem; readonly accepted?: readonly string[] };

const MOST_EUROS = MAX_CENTS / 100;
const isWholeCents = (value: number): boolean => value > MOST_EUROS || Number(value.toFixed(2)) === value;

/** The error of every schema below is a {@link DocumentProblem}; an absent key says so rather than naming a type. */
const expected = (problem: DocumentProblem) => ({ error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? "required" : problem) });
const problem = (code: DocumentProblem) => ({ error: code });
const euros = z
  .number(expected("amount"))
  .min(0, problem("negative"))
  .max(MOST_EUROS, problem("amount-too-large"))
  .refine(isWholeCents, problem("amount-too-precise"))
  .transform((value): Cents => eurosToCents(Math.abs(value)));
const staff = z.number(expected("whole-number")).int(problem("whole-number")).min(0, problem("negative"));
const yesNo = z.boolean(expected("yes-no"));
const text = z.string(expected("text"));
const day = text.transform((value, context): LegalDate => {
  const parsed = parseLegalDate(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: "custom", message: "date" satisfies DocumentProblem });
  return z.NEVER;
});
const percent = z.number(expected("percent")).min(0, problem("percent")).max(100, problem("percent"));
const oneOf = <const T extends string>(codes: readonly T[]) => z.enum(codes, expected("choice"));
const number = z.number(expected("number")).min(0, problem("negative"));
const years = z.number(expected("whole-number")).int(problem("whole-number")).min(0, problem("negative"));

/** A key of `cases.json` may be absent or `null`: both are "unknown". */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const procedure = z.strictObject({ type: oneOf(PROCEDURE_TYPES), ouverture: day, plan: maybe(day), cloture: maybe(day) }, expected("object"));
const borrower = z.strictObject(
  {
    type: maybe(oneOf(BORROWER_TYPES)),
    natureJuridique: maybe(text.regex(/^\d{4}$/, problem("four-digits"))),
    inscritSirene: maybe(yesNo),
    activiteEconomique: maybe(yesNo),
    sciNature: maybe(oneOf(SCI_NATURES)),
    detentionPct: maybe(percent),
    recettesAccueilPublic: maybe(euros),
    dateCreation: maybe(day),
    effectifFrance: maybe(staff),
    effectif: maybe(staff),
    ca: maybe(euros),
    ca2019: maybe(euros),
    caDerniereAnnee: maybe(euros),
    bilan: maybe(euros),
    ca3MeilleursMois: maybe(euros),
    naf: maybe(text),
    nafSaison: maybe(yesNo),
    masseSalariale2019: maybe(euros),
    masseSalariale2AnsEstimee: maybe(euros),
    innovante: maybe(yesNo),
    critereInnovation: maybe(text),
    aeroStockMoyen2Ex: maybe(euros),
    caExercices: maybe(z.array(euros, problem("list"))),
    caRealiseADate: maybe(euros),
    joursActivite: maybe(z.number(expected("whole-number")).int(problem("whole-number")).min(1, problem("at-least-one"))),
    autoCertificationUkraine: maybe(yesNo),
    procedure: maybe(procedure),
    procedureAmiable: maybe(oneOf(AMICABLE_PROCEDURES)),
    groupe: maybe(yesNo),
  },
  expected("object"),
);
const request = z.strictObject(
  {
    montant: maybe(euros),
    differeMois: maybe(number),
    dureeTotaleAnnees: maybe(number),
    amortissementAnnees: maybe(years),
    differeSupplementaire: maybe(years.max(1, problem("zero-or-one"))),
    surete: maybe(yesNo),
  },
  expected("object"),
);
const loan = z.strictObject(
  { banque: text, montant: euros, dispositif: maybe(oneOf(SCHEMES)), statut: oneOf(LOAN_STATUSES), dateOctroi: maybe(day) },
  expected("object"),
);
const entry = z.strictObject(
  {
    dateOctroi: day,
    dispositif: oneOf(SCHEMES),
    quotiteArrete: maybe(percent),
    emprunteur: borrower,
    demande: request,
    pgeExistants: maybe(z.array(loan, problem("list"))),
  },
  expected("object"),
);
export type CaseEntry = z.infer<typeof entry>;

/** The keys of an `entree`, for whoever tells one from what holds it. */
export const ENTRY_KEYS: readonly string[] = Object.keys(entry.shape);

/** Gate of one `entree`. `at` is the path of the document that holds it. */
export function parseCaseEntry(json: unknown, at = ""): Result<CaseEntry, DocumentError> {
  const parsed = entry.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = documentPath(at, [...(issue?.path ?? []), ...unknown]);
  if (unknown.length > 0) return err({ path, problem: "unknown-key" });
  const code = DOCUMENT_PROBLEMS.find((known) => known === issue?.message) ?? "object";
  return err(issue?.code === "invalid_value" && code === "choice" ? { path, problem: code, accepted: issue.values.map(String) } : { path, problem: code });
}

/** `keys` below `at`, written as a person would reach them. */
export function documentPath(at: string, keys: readonly PropertyKey[]): string {
  const below = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `${at}${below}`.replace(/^\./, "") || "(document)";
}

/**
 * The facts of a document. It is complete by nature, unlike a file being typed: a self-certification, an activity of the season's list or
 * an economic activity that it does not state is not there.
 */
export function caseEntryToFacts(from: CaseEntry): Facts {
  return {
    grantOn: from.dateOctroi,
    scheme: from.dispositif,
    quotaByDecreePct: from.quotiteArrete,
    borrower: caseBorrower(from.emprunteur),
    request: caseRequest(from.demande),
    existingLoans: (from.pgeExistants ?? []).map((held) => ({
      bank: held.banque,
      amount: held.montant,
      scheme: held.dispositif,
      status: held.statut,
      grantOn: held.dateOctroi,
    })),
  };
}

const caseBorrower = (from: CaseEntry["emprunteur"]): Borrower => ({
  type: from.type,
  legalForm: from.natureJuridique,
  sireneRegistered: from.inscritSirene,
  economicActivity: from.activiteEconomique ?? false,
  sciNature: from.sciNature,
  heldPct: from.detentionPct,
  publicReceipts: from.recettesAccueilPublic,
  createdOn: from.dateCreation,
  staffFrance: from.effectifFrance,
  staffTotal: from.effectif,
  turnover: from.ca,
  turnover2019: from.ca2019,
  turnoverLastYear: from.caDerniereAnnee,
  balanceSheet: from.bilan,
  bestThreeMonths: from.ca3MeilleursMois,
  naf: from.naf,
  seasonalNaf: from.nafSaison ?? false,
  payroll2019: from.masseSalariale2019,
  payrollTwoYears: from.masseSalariale2AnsEstimee,
  innovative: from.innovante,
  innovationCriterion: from.critereInnovation,
  aeroAverageStock: from.aeroStockMoyen2Ex,
  yearTurnovers: from.caExercices,
  turnoverToDate: from.caRealiseADate,
  activityDays: from.joursActivite,
  ukraineSelfCertified: from.autoCertificationUkraine ?? false,
  procedure:
    from.procedure === undefined
      ? undefined
      : { type: from.procedure.type, openedOn: from.procedure.ouverture, planOn: from.procedure.plan, closedOn: from.procedure.cloture },
  amicableProcedure: from.procedureAmiable,
  group: from.groupe,
});

const caseRequest = (from: CaseEntry["demande"]): LoanRequest => ({
  amount: from.montant,
  deferralMonths: from.differeMois,
  totalYears: from.dureeTotaleAnnees,
  amortisationYears: from.amortissementAnnees,
  extraDeferralYears: from.differeSupplementaire,
  otherSecurity: from.surete,
});
