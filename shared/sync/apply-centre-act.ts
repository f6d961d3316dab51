import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { entryOfAct, judgeCentreAct, THE_CENTRE, type ActGrounds, type CentreAct } from "../life/centre-act.ts";
import type { Judge } from "../life/judge-step.ts";
import { takeStep } from "../life/take-step.ts";
import { err, ok, type Result } from "../kernel/result.ts";
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
  const { edited, dropsNumber: _kept, ...after } = takeStep(state, entryOfAct(act, context, { on: context.businessDate, at: context.at, change: context.change }));
  const version = versionAfter(state, context);
  const touched = { ...state.touched, ...Object.fromEntries(edited.map((name) => [name, [version, context.centre, THE_CENTRE]])) };
  const { refusal: _over, ...file } = state;
  return ok({ ...file, version, updatedBy: THE_CENTRE, updatedAt: context.at, ...after, touched });
}
