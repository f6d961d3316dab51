import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId, UserId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { whyNotFrom, type Judge } from "./judge-step.ts";
import type { LoanFile } from "./loan-file.ts";
import { lifeOf, type LifeEntry } from "./loan-life.ts";
import type { StepFacts, StepName } from "./step-specs.ts";

/** Who stands in a file as the author of what the centre did. Which operator it was stays in the centre's own record: a bank knows none of them. */
export const THE_CENTRE = "centre" as UserId; // no uuid, so that it is no person's id; a version that knows no acts shows it as it is

/** What the centre may do to a registered loan by itself. `released`: the client changes bank. `expired`: nobody used the reservation in the time that the centre gives. */
export const CENTRE_ACTS = ["corrected", "cancelled", "released", "expired"] as const;
/** Those that an operator asks for. */
export const OPERATOR_ACTS = ["corrected", "cancelled", "released"] as const;
export type CentreActKind = (typeof CENTRE_ACTS)[number];
export type OperatorActKind = (typeof OPERATOR_ACTS)[number];

/** `amount`: cents. */
export type CentreAct = { readonly kind: "corrected"; readonly amount: number } | { readonly kind: Exclude<CentreActKind, "corrected"> };

/** Why it was done, and by what it was asked: a letter, a ticket. */
export type ActGrounds = { readonly reason: string; readonly asked: string };
export const MAX_REASON = 500;
export const MAX_ASKED = 120;

/** The step of a loan's life that each act is, so that every version reads its effect. */
const STEP_OF = { corrected: "amended", cancelled: "cancelled", released: "cancelled", expired: "cancelled" } as const satisfies Readonly<Record<CentreActKind, StepName>>;

/**
 * [LI13] Whether the centre may do this to the file. Undefined: yes. G9721 not from where the loan stands, G2002 an amount that changes nothing, what the
 * rules say (G2003 to G2005), at the day of the disbursement or else the foreseen one, as for an amendment ([LI5]).
 */
export function judgeCentreAct(file: LoanFile, act: CentreAct, rule: Judge["rule"]): CodedError | undefined {
  const life = lifeOf(file.life);
  const isUsed = act.kind === "expired" && life.approved !== undefined;
  if (isUsed || file.registration === undefined || whyNotFrom(file, life, STEP_OF[act.kind]) !== undefined) return { code: "G9721", params: { act: act.kind, status: file.status, stage: life.stage } };
  if (act.kind !== "corrected") return undefined;
  const held = life.disbursed?.amount ?? file.fields.amount;
  if (act.amount <= 0 || act.amount === held) return { code: "G2002", fields: [{ field: "amount", reason: act.amount <= 0 ? "AMOUNT_ZERO" : "AMOUNT_UNCHANGED" }] };
  return rule({ ...file.fields, amount: act.amount }, life.disbursed?.on ?? legalDate(file.registration.grantOn));
}

/** The line of an act in the file's life. `on` is the business date on which it was done. */
export function entryOfAct(act: CentreAct, { reason, asked }: ActGrounds, { on, at, change }: { readonly on: string; readonly at: Instant; readonly change: ChangeId }): LifeEntry {
  return { step: STEP_OF[act.kind], facts: factsOfAct(act, on, reason), by: THE_CENTRE, at, change, centre: { act: act.kind, asked } };
}

function factsOfAct(act: CentreAct, on: string, why: string): StepFacts {
  switch (act.kind) {
    case "corrected": return { on, why, amount: act.amount };
    case "cancelled": case "expired": return { on, reason: "AUTRE", why };
    case "released": return { on, reason: "CHANGEMENT_BANQUE", why };
  }
}
