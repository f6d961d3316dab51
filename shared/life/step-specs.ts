import type { FieldKind } from "../pge/file-fields.ts";

/** What is recorded with a step: how it is typed, checked and stored, as a field of a file is. */
export type FactSpec = (FieldKind | { /** A person of the bank, by her id. */ readonly kind: "person" }) & { readonly required: boolean };

const f = <const K extends FieldKind | { readonly kind: "person" }>(kind: K, required = true): K & { required: boolean } => ({ ...kind, required });
const day = f({ kind: "date" });
const note = f({ kind: "text", max: 1_000 }, false);

export const REFUSAL_REASONS = ["CAPACITE_REMBOURSEMENT", "SITUATION_FINANCIERE", "PROJET_NON_JUSTIFIE", "DOSSIER_INCOMPLET", "HORS_REGLES", "AUTRE"] as const;
export const MEDIATION_OUTCOMES = ["SAISIE", "ACCORD", "ECHEC"] as const;
export const CANCEL_REASONS = ["ABANDON_CLIENT", "CHANGEMENT_BANQUE", "ERREUR_SAISIE", "AUTRE"] as const;
export const REPAYMENT_CHOICES = ["TOUT_REMBOURSER", "REMBOURSER_EN_PARTIE", "AMORTIR"] as const;
export const INCIDENTS = ["IMPAYE", "DECHEANCE", "PROCEDURE_COLLECTIVE"] as const;
export const PAYMENTS = ["PROVISIONNEL", "FINAL"] as const;
/** As the banks' interface names the sense of a payment: to the bank, or back to the guarantor. */
export const PAYMENT_SENSES = ["V", "R"] as const;

/**
 * Every step of a loan's life that a person records, in the order in which they come, with what is recorded of each. A name, once published,
 * never changes its meaning. `on` is the day on which it happened, not the day on which it was typed.
 */
export const stepSpecs = {
  declined: { on: day, kind: f({ kind: "choice", of: ["REFUS", "REFUS_EXAMEN"] }), reason: f({ kind: "choice", of: REFUSAL_REASONS }), why: f({ kind: "text", max: 1_000 }), notifiedOn: f({ kind: "date" }, false) },
  mediated: { on: day, outcome: f({ kind: "choice", of: MEDIATION_OUTCOMES }), note },
  returned: { on: day, why: f({ kind: "text", max: 1_000 }) },
  approved: { on: day, note },
  amended: {
    on: day, why: f({ kind: "text", max: 1_000 }), amount: f({ kind: "cents" }, false), totalYears: f({ kind: "count", min: 1, max: 30 }, false), amortisationYears: f({ kind: "count", min: 0, max: 29 }, false),
    extraDeferralYears: f({ kind: "count", min: 0, max: 1 }, false), rateBps: f({ kind: "rate" }, false), iban: f({ kind: "iban" }, false),
  },
  "account-confirmed": { on: day, calledTo: f({ kind: "text", max: 200 }), note },
  disbursed: { on: day, amount: f({ kind: "cents" }), note },
  declared: { on: day, batch: f({ kind: "text", max: 60 }) },
  answered: { on: day, outcome: f({ kind: "choice", of: ["ACCEPTEE", "REJETEE"] }), reference: f({ kind: "text", max: 60 }, false), reason: f({ kind: "text", max: 500 }, false) },
  "option-chosen": { on: day, choice: f({ kind: "choice", of: REPAYMENT_CHOICES }), amortisationYears: f({ kind: "count", min: 0, max: 5 }, false), extraDeferralYears: f({ kind: "count", min: 0, max: 1 }, false), repaid: f({ kind: "cents" }, false), note },
  "premium-paid": { on: day, year: f({ kind: "count", min: 1, max: 10 }), amount: f({ kind: "cents" }), note },
  incident: { on: day, kind: f({ kind: "choice", of: INCIDENTS }), note },
  regularised: { on: day, note },
  "guarantee-called": { on: day, amount: f({ kind: "cents" }), note },
  "guarantee-paid": { on: day, payment: f({ kind: "choice", of: PAYMENTS }), sense: f({ kind: "choice", of: PAYMENT_SENSES }), amount: f({ kind: "cents" }), note },
  restructured: { on: day, totalYears: f({ kind: "count", min: 1, max: 10 }), note },
  repaid: { on: day, note },
  assigned: { on: day, to: f({ kind: "person" }), note },
  noted: { on: day, text: f({ kind: "text", max: 2_000 }) },
  cancelled: { on: day, reason: f({ kind: "choice", of: CANCEL_REASONS }), why: f({ kind: "text", max: 1_000 }) },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FactSpec>> & { readonly on: FactSpec }>>;

export type StepName = keyof typeof stepSpecs;
export type FactName<S extends StepName = StepName> = S extends StepName ? keyof (typeof stepSpecs)[S] & string : never;
export const STEP_NAMES = Object.keys(stepSpecs) as readonly StepName[]; // the keys of the table above
export const isStepName = (name: string): name is StepName => Object.hasOwn(stepSpecs, name);

/** What one step says, in stored form: days and texts as text, cents and counts as integers. */
export type StepFacts = { readonly on: string } & { readonly [name: string]: string | number };
/** The specs of a step as a plain list, in the order in which they are asked. */
export const factsOf = (step: StepName): readonly (readonly [string, FactSpec])[] => Object.entries(stepSpecs[step]);
