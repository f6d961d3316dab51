import { z } from "zod";
import { eurosToCents, MAX_CENTS, type Cents } from "../kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  AMICABLE_PROCEDURES, BORROWER_TYPES, LOAN_STATUSES, PROCEDURE_TYPES, SCHEMES, SCI_NATURES, type Borrower, type Facts, type LoanRequest,
} from "./facts.ts";

/** Where a document is wrong: a path such as `[2].emprunteur.effectifFrance`, and a sentence that begins with it. */
export type DocumentError = { readonly path: string; readonly message: string };

/** The error of every schema below is a French phrase that completes "path : …"; an absent key says so rather than naming a type. */
const expected = (phrase: string) => ({ error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? "valeur obligatoire" : phrase) });
const euros = z
  .number(expected("un nombre d'euros est attendu"))
  .min(0, { error: "un montant ne peut être négatif" })
  .max(MAX_CENTS / 100, { error: "montant trop grand" })
  .transform((value): Cents => eurosToCents(value));
const staff = z.number(expected("un nombre entier est attendu")).int({ error: "un nombre entier est attendu" }).min(0, { error: "un effectif ne peut être négatif" });
const yesNo = z.boolean(expected("true ou false est attendu"));
const text = z.string(expected("un texte est attendu"));
const day = text.transform((value, context): LegalDate => {
  const parsed = parseLegalDate(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: "custom", message: "une date AAAA-MM-JJ existante est attendue" });
  return z.NEVER;
});
const percent = z.number(expected("un pourcentage est attendu")).min(0, { error: "de 0 à 100" }).max(100, { error: "de 0 à 100" });
const oneOf = <const T extends string>(codes: readonly T[]) => z.enum(codes, expected(`une de ces valeurs est attendue : ${codes.join(", ")}`));
const number = z.number(expected("un nombre est attendu")).min(0, { error: "un nombre positif est attendu" });

/** A key of `cases.json` may be absent or `null`: both are "unknown". */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const notAnObject = "un objet est attendu";
const procedure = z.strictObject({ type: oneOf(PROCEDURE_TYPES), ouverture: day, plan: maybe(day), cloture: maybe(day) }, expected(notAnObject));
const borrower = z.strictObject(
  {
    type: maybe(oneOf(BORROWER_TYPES)),
    natureJuridique: maybe(text.regex(/^\d{4}$/, { error: "4 chiffres sont attendus" })),
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
    caExercices: maybe(z.array(euros, { error: "une liste de montants est attendue" })),
    caRealiseADate: maybe(euros),
    joursActivite: maybe(number.int({ error: "un nombre entier de jours est attendu" }).min(1, { error: "au moins un jour" })),
    autoCertificationUkraine: maybe(yesNo),
    procedure: maybe(procedure),
    procedureAmiable: maybe(oneOf(AMICABLE_PROCEDURES)),
    groupe: maybe(yesNo),
  },
  expected(notAnObject),
);
const request = z.strictObject(
  {
    montant: maybe(euros),
    differeMois: maybe(number),
    dureeTotaleAnnees: maybe(number),
    amortissementAnnees: maybe(number),
    differeSupplementaire: maybe(number),
    surete: maybe(yesNo),
  },
  expected(notAnObject),
);
const loan = z.strictObject(
  { banque: text, montant: euros, dispositif: maybe(oneOf(SCHEMES)), statut: oneOf(LOAN_STATUSES), dateOctroi: maybe(day) },
  expected(notAnObject),
);
const entry = z.strictObject(
  {
    dateOctroi: day,
    dispositif: oneOf(SCHEMES),
    quotiteArrete: maybe(percent),
    emprunteur: borrower,
    demande: request,
    pgeExistants: maybe(z.array(loan, { error: "une liste est attendue" })),
  },
  expected(notAnObject),
);
export type CaseEntry = z.infer<typeof entry>;

/** Gate of one `entree`. `at` is the path of the document that holds it. */
export function parseCaseEntry(json: unknown, at = ""): Result<CaseEntry, DocumentError> {
  const parsed = entry.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const keys = [...(issue?.path ?? []), ...unknown];
  const below = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const path = `${at}${below}`.replace(/^\./, "") || "(document)";
  return err({ path, message: `${path} : ${unknown.length > 0 ? "clé inconnue" : (issue?.message ?? notAnObject)}` });
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
