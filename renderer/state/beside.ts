import type { Profile } from "../../shared/bridge/session-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { StepName } from "../../shared/life/step-specs.ts";
import type { FieldValue } from "../../shared/pge/file-fields.ts";
import { jsonOf, patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { flushSaves } from "./saving.ts";

/** Other profiles of this computer; empty while they are asked for, or where there are none. */
export const peopleBeside = async (desk: Desk): Promise<readonly Profile[]> => (await desk.ask("beside.people", undefined)) ?? [];

/** A colleague records a step of the open file, with her own passphrase. Answers why not. */
export async function recordBeside(desk: Desk, who: { readonly profile: string; readonly passphrase: string }, step: StepName, facts: { readonly [name: string]: FieldValue }): Promise<CodedError | undefined> {
  const { file } = desk.get().desk;
  if (file === undefined) return { code: "G2008" };
  await flushSaves(desk);
  const { saveError } = desk.get().desk;
  if (saveError !== undefined) return saveError;
  const answer = await desk.attempt("beside.record", { file, ...who, step, facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, jsonOf(value)])) });
  if (!answer.ok) return answer.error;
  if (desk.get().desk.file === file) patchDesk(desk, { view: answer.value, error: undefined });
  return undefined;
}
