import type { HoldView } from "../../shared/bridge/hold-calls.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { HoldReason } from "../../shared/retention/hold-reasons.ts";
import type { Desk } from "./desk.ts";

type Held = Promise<Result<readonly HoldView[], CodedError>>;
export const askHolds = (desk: Desk, file: FileId): Held => desk.attempt("holds.list", { file });
export const setHold = (desk: Desk, file: FileId, reason: HoldReason): Held => desk.attempt("holds.set", { file, reason });
/** Asked for, or confirmed where somebody else asked. */
export const liftHold = (desk: Desk, file: FileId, { hold }: HoldView): Held => desk.attempt("holds.lift", { file, hold });
export const keepHold = (desk: Desk, file: FileId, { hold }: HoldView): Held => desk.attempt("holds.lift", { file, hold, withdraw: true });
