import type { NextAction, RowStatus } from "../../../shared/bridge/file-views.ts";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import { lifeOf } from "../../../shared/life/loan-life.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";

/** What decides where a file stands for the person: its state, and what is under way or came back. */
export type Standing = { readonly state: FileState; readonly submitting: boolean; readonly refusal: CodedError | undefined };

export function rowStatus({ state, submitting, refusal }: Standing, isComplete: (fields: Fields) => boolean): RowStatus {
  if (state.status !== "draft") return refusal !== undefined ? "refused" : state.status === "registered" ? lifeOf(state.life).stage : state.status;
  if (submitting) return "waiting";
  if (state.conflicts.length > 0) return "to-settle";
  if (refusal !== undefined) return "refused";
  return isComplete(state.fields) ? "ready" : "incomplete";
}

export function nextAction(status: RowStatus): NextAction {
  switch (status) {
    case "waiting": return "wait";
    case "to-settle": return "settle";
    case "refused": return "mend";
    case "ready": return "submit";
    case "draft": case "incomplete": return "complete";
    case "registered": return "approve";
    case "approved": return "disburse";
    case "disbursed": return "declare";
    case "declared": case "incident": case "called": case "restructured": case "repaid": case "withdrawn": case "declined": case "cancelled": return "none";
    default: return assertNever(status, "next action");
  }
}
