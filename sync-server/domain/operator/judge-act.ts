import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type ChangeId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { ActGrounds, CentreAct } from "../../../shared/life/centre-act.ts";
import { ledgerLineOf } from "../../../shared/life/ledger-line.ts";
import { lifeOf } from "../../../shared/life/loan-life.ts";
import { applyCentreAct } from "../../../shared/sync/apply-centre-act.ts";
import { versionFloor } from "../../../shared/sync/apply-change.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { standingSchema, type Standing } from "../../../shared/sync/operator-messages.ts";
import type { ActedFile, LedgerEntry, MovementWrite } from "../../store/store.ts";
import type { RegistrationContext } from "../push/register.ts";
import { ruleOnStep } from "../push/rule-on-step.ts";
import { sha256 } from "../sha256.ts";

export type ActMoment = Pick<RegistrationContext, "centre" | "epoch" | "businessDate" | "packs" | "at">;

/** What the file becomes by an act, judged beside the live entries of its company ([LI13]), or why it does not. */
export function judgeAct(state: FileState, act: CentreAct, grounds: ActGrounds & { readonly act: string }, entries: readonly LedgerEntry[], { centre, epoch, businessDate, packs, at }: ActMoment): Result<FileState, CodedError> {
  return applyCentreAct(state, act, {
    reason: grounds.reason, asked: grounds.asked, change: id<ChangeId>(grounds.act), centre, at, businessDate, floor: versionFloor(epoch.n),
    rule: (fields, grantOn) => ruleOnStep(fields, grantOn, entries, state.registration?.number, businessDate, packs.inForce(businessDate)),
  });
}

/** Where a loan stands: what an operator is shown of it, and what the record keeps. */
export function standingOf(state: FileState): Standing {
  const [line, life] = [ledgerLineOf(state), lifeOf(state.life)];
  return { status: state.status, stage: life.stage, amount: life.disbursed?.amount ?? Number(state.fields.amount ?? 0), held: line === undefined || line.state === "released" ? 0 : line.amount, version: state.version };
}

/** As the record kept it. */
export const readStanding = (text: string): Standing => standingSchema.parse(JSON.parse(text));

/** [LI6] What the act moves of the ceiling. A reservation whose amount changed is a movement of its own state: its number was reserved once. */
export function movementOf(after: FileState): MovementWrite | undefined {
  const line = ledgerLineOf(after);
  return line === undefined ? undefined : { ...line, state: line.state === "reserved" ? "corrected" : line.state, file: after.file, movedAt: after.updatedAt };
}

export function toActedFile(after: FileState, act: string): ActedFile {
  const state = JSON.stringify(after);
  return { version: after.version, status: after.status, change: act, state, hash: sha256(state), at: after.updatedAt };
}
