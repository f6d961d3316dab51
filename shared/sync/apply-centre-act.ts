import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { entryOfAct, judgeCentreAct, type ActGrounds, type CentreAct } from "../life/centre-act.ts";
import type { Judge } from "../life/judge-step.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { applyStep } from "./apply-step.ts";
import { versionAfter } from "./apply-change.ts";
import type { FileState } from "./file-state.ts";

export type ActContext = ActGrounds & {
  /** The act's own id: it stands where a change's would. */
  readonly change: ChangeId;
  /** The centre, which stands as the replica that touched a field: no workstation's is the same, so that what it did is never hers. */
  readonly centre: string;
  readonly at: Instant;
  readonly rule: Judge["rule"];
  readonly businessDate: string;
  readonly floor: number;
};

/** [LI13] An act of the centre on a file as it stands: the next state, or why not. Pure. */
export function applyCentreAct(state: FileState, act: CentreAct, context: ActContext): Result<FileState, CodedError> {
  const no = judgeCentreAct(state, act, context.rule);
  if (no !== undefined) return err(no);
  const entry = entryOfAct(act, context, { on: context.businessDate, at: context.at, change: context.change });
  return ok(applyStep(state, entry, { version: versionAfter(state, context), replica: context.centre }));
}
