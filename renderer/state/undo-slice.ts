import type { FieldName, FieldPatch } from "../../shared/pge/file-fields.ts";
import { patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { fieldsShown } from "./fields-shown.ts";
import { flushSaves, putFields } from "./saving.ts";
import { redoStep, undoStep } from "./undo.ts";

/** A step back or forth, for saying it: what the fields hold now, and those that somebody else had changed. */
export type WentBack = { readonly way: "undo" | "redo"; readonly patch: FieldPatch; readonly left: readonly FieldName[] };

export const canGoBack = (desk: Desk, way: WentBack["way"]): boolean => {
  const { view, entries } = desk.get().desk;
  return view?.editable === true && entries[way === "undo" ? "done" : "undone"].length > 0;
};

/**
 * Goes back over the last entry of the open file, or forth again. What comes back is saved and sealed like anything entered: the chain of
 * changes only grows. Nothing to go back to, or a file that may only be read, is no step.
 */
export function goBack(desk: Desk, way: WentBack["way"]): void {
  const now = desk.get().desk;
  if (now.view?.editable !== true) return;
  const { entries, patch, left } = (way === "undo" ? undoStep : redoStep)(now.entries, fieldsShown(now));
  patchDesk(desk, { entries, wentBack: patch === undefined && left.length === 0 ? undefined : { way, patch: patch ?? {}, left } });
  if (patch === undefined) return;
  putFields(desk, patch);
  void flushSaves(desk);
}
