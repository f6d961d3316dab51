import type { CallInput } from "../../shared/bridge/contract.ts";
import { IDENTIFICATION_FIELDS, type IdentificationField } from "../../shared/bridge/lookup-views.ts";
import { type FieldName, type FieldPatch, isFieldName } from "../../shared/pge/file-fields.ts";
import { jsonOf, patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { fieldsShown } from "./fields-shown.ts";
import { refreshFile } from "./file-slice.ts";
import { flushSaves } from "./saving.ts";

/**
 * Takes a company over into the fields of the open file that are empty on the screen. `searched` is the field in which it was looked for:
 * what stands there is the search, and becomes what was chosen.
 */
export async function takeOver(desk: Desk, from: CallInput<"lookup.take">["from"], name: string, searched?: IdentificationField): Promise<void> {
  await flushSaves(desk);
  const { file, faults, saveError } = desk.get().desk;
  // What is on the screen is not on the disk: that is told where it stands first.
  if (file === undefined || saveError !== undefined) return;
  const shown = fieldsShown(desk.get().desk);
  const free = IDENTIFICATION_FIELDS.filter((field) => field === searched || (shown[field] === undefined && faults[field] === undefined));
  const answer = await desk.attempt("lookup.take", { file, from, fields: free.map((field) => ({ field, expected: jsonOf(shown[field] ?? null) })) });
  if (desk.get().desk.file !== file) return;
  if (!answer.ok) return desk.set({ failure: answer.error });
  patchDesk(desk, { taken: { name, fields: answer.value.fields, undone: false, at: searched } });
  await showWritten(desk, answer.value.fields.map(({ field }) => field));
}

/** Puts back what stood there, but where somebody typed since. */
export async function undoTakeOver(desk: Desk): Promise<void> {
  await flushSaves(desk);
  const { file, taken } = desk.get().desk;
  if (file === undefined || taken === undefined) return;
  const answer = await desk.attempt("lookup.undo", { file, fields: taken.fields.map(({ field, before, value }) => ({ field, before: jsonOf(before), value: jsonOf(value) })) });
  if (desk.get().desk.file !== file) return;
  if (!answer.ok) return desk.set({ failure: answer.error });
  patchDesk(desk, { taken: { ...taken, undone: true } });
  await showWritten(desk, answer.value.fields);
}

export const closeTakeOver = (desk: Desk): void => patchDesk(desk, { taken: undefined });

/** The core wrote these: what was typed there before is no longer what the form shows. */
async function showWritten(desk: Desk, fields: readonly FieldName[]): Promise<void> {
  const { typed } = desk.get().desk;
  const rest: FieldPatch = Object.fromEntries(Object.entries(typed).filter(([name]) => isFieldName(name) && !fields.includes(name)));
  patchDesk(desk, { typed: rest });
  await refreshFile(desk);
}
