import type { ChangeId, UserId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { legalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { AccountChange } from "./account-change.ts";
import { isStepName, type StepFacts, type StepName } from "./step-specs.ts";

/** What the centre did by itself, and the letter or ticket by which it was asked. An act of a newer centre may be another than those known here. */
export type CentreMark = { readonly act: string; readonly asked: string };

/** One step as it was recorded. `at` is the centre's clock, `facts.on` the day on which it happened. */
export type LifeEntry = {
  readonly step: StepName; readonly facts: StepFacts; readonly by: UserId; readonly at: Instant; readonly change: ChangeId;
  /** Set where the centre did it by itself ([LI13]). */
  readonly centre?: CentreMark;
};

/** Where a registered loan stands. What closed a file (declined, cancelled) is its status, not a stage. */
export const LOAN_STAGES = ["registered", "approved", "disbursed", "declared", "incident", "called", "restructured", "repaid"] as const;
export type LoanStage = (typeof LOAN_STAGES)[number];

/** What the entries of a file add up to. */
export type LoanLife = {
  readonly stage: LoanStage;
  /** The day on which it came to that stage; undefined while it is only registered. */
  readonly since: LegalDate | undefined;
  readonly approved: { readonly by: UserId; readonly on: LegalDate } | undefined;
  /** An approver sent it back, and nothing was recorded since. */
  readonly returned: { readonly by: UserId; readonly why: string } | undefined;
  /** Another account was named, by an amendment or in the draft ([LI17]), and nobody else has called the client back since. */
  readonly unconfirmedAccount: AccountChange | undefined;
  readonly disbursed: { readonly on: LegalDate; readonly amount: number } | undefined;
  readonly declaration: { readonly on: LegalDate; readonly batch: string; readonly answer: "ACCEPTEE" | "REJETEE" | undefined; readonly reason: string | undefined } | undefined;
  readonly declined: { readonly on: LegalDate; readonly mediation: "SAISIE" | "ACCORD" | "ECHEC" | undefined } | undefined;
  readonly called: { readonly on: LegalDate; readonly amount: number } | undefined;
  /** Who follows the file, where it was handed on; else whoever made it. */
  readonly assignedTo: UserId | undefined;
  /** Cents paid under the guarantee, less what went back. */
  readonly paid: number;
};

const NOTHING: LoanLife = {
  stage: "registered", since: undefined, approved: undefined, returned: undefined, unconfirmedAccount: undefined, disbursed: undefined, declaration: undefined,
  declined: undefined, called: undefined, assignedTo: undefined, paid: 0,
};

/** A step of a newer version adds nothing that this one could read. */
export const lifeOf = (entries: readonly LifeEntry[] | undefined): LoanLife => (entries ?? []).reduce((life, entry) => (isStepName(entry.step) ? after(life, entry) : life), NOTHING);

/** The last thing that the centre did by itself ([LI13]); what was done before it is in the file's history. */
export const lastActOf = (entries: readonly LifeEntry[] | undefined): (LifeEntry & { readonly centre: CentreMark }) | undefined =>
  entries?.findLast((entry): entry is LifeEntry & { readonly centre: CentreMark } => entry.centre !== undefined);

const text = (facts: StepFacts, name: string): string => String(facts[name] ?? "");
const number = (facts: StepFacts, name: string): number => Number(facts[name] ?? 0);

/** Pure, and without judgement: what was recorded has been judged. */
function after(life: LoanLife, { step, facts, by, at: notedAt }: LifeEntry): LoanLife {
  const on = legalDate(facts.on);
  const at = (stage: LoanStage): LoanLife => ({ ...life, stage, since: on, returned: undefined });
  switch (step) {
    case "declined": return { ...life, declined: { on, mediation: undefined } };
    case "mediated": return life.declined === undefined ? life : mediated(life, life.declined, text(facts, "outcome"));
    case "returned": return { ...life, returned: { by, why: text(facts, "why") }, approved: undefined, stage: "registered", since: on };
    case "approved": return { ...at("approved"), approved: { by, on } };
    case "amended": return amended(life, facts, { by, at: notedAt });
    case "account-confirmed": return { ...life, unconfirmedAccount: undefined };
    case "disbursed": return { ...at("disbursed"), disbursed: { on, amount: number(facts, "amount") } };
    case "declared": return { ...at("declared"), declaration: { on, batch: text(facts, "batch"), answer: undefined, reason: undefined } };
    case "answered": return answered(life, facts, on);
    case "option-chosen": return facts["choice"] === "TOUT_REMBOURSER" ? at("repaid") : life;
    case "incident": return at("incident");
    case "regularised": return at("declared");
    case "guarantee-called": return { ...at("called"), called: { on, amount: number(facts, "amount") } };
    case "guarantee-paid": return { ...life, paid: life.paid + (facts["sense"] === "R" ? -1 : 1) * number(facts, "amount") };
    case "restructured": return at("restructured");
    case "repaid": return at("repaid");
    case "assigned": return { ...life, assignedTo: text(facts, "to") as UserId }; // its gate checked that it is a person's id
    case "premium-paid": case "noted": case "cancelled": return life;
  }
}

/** An agreement found in mediation opens the file again, as if nothing had been declined; an account that nobody confirmed stays so. */
function mediated(life: LoanLife, declined: NonNullable<LoanLife["declined"]>, outcome: string): LoanLife {
  if (outcome === "ACCORD") return { ...NOTHING, assignedTo: life.assignedTo, unconfirmedAccount: life.unconfirmedAccount };
  return { ...life, declined: { ...declined, mediation: outcome === "ECHEC" ? "ECHEC" : "SAISIE" } };
}

/** Before the money left, what was approved is no longer what is written: it is approved anew. */
function amended(life: LoanLife, facts: StepFacts, change: AccountChange): LoanLife {
  const account = facts["iban"] === undefined ? life.unconfirmedAccount : change;
  const amount = facts["amount"];
  if (life.disbursed === undefined) return { ...life, unconfirmedAccount: account, approved: undefined, stage: "registered", since: legalDate(facts.on), returned: undefined };
  return { ...life, unconfirmedAccount: account, disbursed: typeof amount === "number" ? { ...life.disbursed, amount } : life.disbursed };
}

/** A declaration that was rejected is none: the loan is disbursed and not declared, since the day of the disbursement. */
function answered(life: LoanLife, facts: StepFacts, on: LegalDate): LoanLife {
  if (life.declaration === undefined) return life;
  const rejected = facts["outcome"] === "REJETEE";
  const declaration = { ...life.declaration, answer: rejected ? "REJETEE" as const : "ACCEPTEE" as const, reason: rejected ? text(facts, "reason") : undefined };
  return rejected ? { ...life, declaration, stage: "disbursed", since: life.disbursed?.on ?? on } : { ...life, declaration };
}
