import { rightOfStep } from "../../../shared/access/right-of-step.ts";
import { mayDo } from "../../../shared/access/rights.ts";
import type { LifeView } from "../../../shared/bridge/life-views.ts";
import { allowedSteps } from "../../../shared/life/allowed-steps.ts";
import { whyNotBy, whyNotFrom } from "../../../shared/life/judge-step.ts";
import { loanLifeOf } from "../../../shared/life/loan-file.ts";
import type { LoanLife } from "../../../shared/life/loan-life.ts";
import { premiumYears } from "../../../shared/life/premium-years.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { isStepName, type StepFacts, type StepName } from "../../../shared/life/step-specs.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import type { Desk } from "./desk.ts";
import type { FileKnown } from "./file-known.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import type { Projection } from "./project-file.ts";

/** What was recorded of the loan, and what this person may record next. */
export function viewLife(desk: Desk, { line, heard }: Pick<FileKnown, "line" | "heard">, { state, submitting, refusedSteps }: Projection): LifeView {
  const now = loanLifeOf(state);
  const me = desk.me();
  // Own, or heard of a colleague: the centre has not answered either, as far as is known here.
  const waiting = new Set<string>([...line.filter(({ verdict }) => verdict === undefined), ...heard].map(({ head }) => head.change));
  const judge = { author: desk.sealer.author, role: me.role, approvals: me.approvals, businessDate: desk.businessDate() };
  return {
    now, premiums: premiumYears(state, desk.businessDate(), desk.rules.packs()),
    accountChange: now.unconfirmedAccount === undefined ? undefined : { by: personName(now.unconfirmedAccount.by, me), at: now.unconfirmedAccount.at },
    // A newer version's step is kept, and shown by the version that knows it.
    entries: (state.life ?? []).filter(({ step }) => isStepName(step)).map(({ step, facts, by, at, change, centre }) => ({ step, facts: namedFacts(step, facts, me), by: personName(by, me), at, waiting: waiting.has(change), ...(centre === undefined ? {} : { centre }) })),
    refused: refusedSteps.flatMap(({ change, error }) => { const step = stepIn(change.body); return step === undefined ? [] : [{ step, error }]; }),
    steps: submitting ? [] : shownSteps(state, now).filter((step) => mayDo(me.role, rightOfStep(step))).map((step) => ({ step, whyNot: whyNotFrom(state, now, step) ?? whyNotBy(state, now, step, judge) })),
  };
}

/** Persons by their names: what the window shows is no id. */
export const namedFacts = (step: StepName, facts: StepFacts, me: Me): StepFacts => (step === "assigned" ? { ...facts, to: personName(String(facts["to"]), me) } : facts);

function stepIn(body: unknown): StepName | undefined {
  const read = readBody("recorded", body);
  return read.ok && read.value.kind === "recorded" && isStepName(read.value.body.step) ? read.value.body.step : undefined;
}

/** Besides what is allowed: the disbursement, before it is, so that the screen says what it waits for. */
function shownSteps(state: FileState, now: LoanLife): readonly StepName[] {
  const allowed = allowedSteps(state, now);
  return state.status === "registered" && now.stage === "registered" ? [...allowed.slice(0, 1), "disbursed", ...allowed.slice(1)] : allowed;
}
