import type { QuarantinedWork, QuarantineEntry } from "../../shared/bridge/quarantine-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { DecideQuarantineAnswer } from "../../shared/sync/quarantine-messages.ts";
import type { Desk } from "./desk.ts";

export const askQuarantine = (desk: Desk): Promise<Result<readonly QuarantineEntry[], CodedError>> => desk.attempt("quarantine.list", undefined);
export const readQuarantine = (desk: Desk, replica: string): Promise<Result<QuarantinedWork, CodedError>> => desk.attempt("quarantine.show", { replica });
/** Exactly what was shown. */
export const decideQuarantine = (desk: Desk, { replica, upTo }: QuarantinedWork, decision: "accept" | "reject"): Promise<Result<DecideQuarantineAnswer, CodedError>> => desk.attempt("quarantine.decide", { replica, upTo, decision });
