import type { FileView } from "../../shared/bridge/file-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { StepName } from "../../shared/life/step-specs.ts";
import type { FieldValue } from "../../shared/pge/file-fields.ts";
import { jsonOf, patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { refreshFile } from "./file-slice.ts";
import { dismiss } from "./inbox.ts";
import { flushSaves } from "./saving.ts";

export type StepFacts = { readonly [name: string]: FieldValue };
type Said = { readonly file: FileId; readonly facts: Readonly<Record<string, ReturnType<typeof jsonOf>>> };

/** Records a step of the open file's loan. Answers why not. */
export const recordStep = async (desk: Desk, step: StepName, facts: StepFacts): Promise<CodedError | undefined> =>
  await recordBy(desk, facts, async (said) => await desk.attempt("files.record", { ...said, step }));

/** The open file, with all that was typed saved first, is given to `record`; what it becomes is shown if it is still open. Answers why not. */
export async function recordBy(desk: Desk, facts: StepFacts, record: (said: Said) => Promise<Result<FileView, CodedError>>): Promise<CodedError | undefined> {
  const { file } = desk.get().desk;
  if (file === undefined) return { code: "G2008" };
  await flushSaves(desk);
  const { saveError } = desk.get().desk;
  if (saveError !== undefined) return saveError;
  const answer = await record({ file, facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, jsonOf(value)])) });
  if (!answer.ok) return answer.error;
  if (desk.get().desk.file === file) patchDesk(desk, { view: answer.value, error: undefined });
  return undefined;
}

/** She has seen that the centre did not take them. */
export async function dismissRefusedSteps(desk: Desk, file: FileId): Promise<void> {
  await dismiss(desk, { kind: "refused-step", file });
  await refreshFile(desk);
}
