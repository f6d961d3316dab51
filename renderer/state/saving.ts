import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { type FieldName, type FieldPatch, type FieldValue, isFieldName } from "../../shared/pge/file-fields.ts";
import { jsonOf, patchDesk } from "./desk-patch.ts";
import type { Desk } from "./desk.ts";
import { fieldsShown } from "./fields-shown.ts";
import { stillTyped } from "./still-typed.ts";
import { committed, entered } from "./undo.ts";

/** Quiet after a key before the value goes to disk. Leaving the field, the file or the page does not wait for it. */
const QUIET_MS = 250;

type Line = { readonly due: Map<FieldName, FieldValue | null>; timer: ReturnType<typeof setTimeout> | undefined; running: Promise<void>; underWay: number };
const lines = new WeakMap<Desk, Line>();

function lineOf(desk: Desk): Line {
  const known = lines.get(desk);
  if (known !== undefined) return known;
  const line: Line = { due: new Map(), timer: undefined, running: Promise.resolve(), underWay: 0 };
  lines.set(desk, line);
  return line;
}

/** A readable value was typed: shown at once, on disk a moment later. `null` empties the field. */
export const typeField = (desk: Desk, field: FieldName, value: FieldValue | null): void => typeFields(desk, { [field]: value });

/** The same of several fields at once, which go back at once. */
export function typeFields(desk: Desk, patch: FieldPatch): void {
  const now = desk.get().desk;
  patchDesk(desk, { entries: entered(now.entries, patch, fieldsShown(now)), wentBack: undefined });
  putFields(desk, patch);
}

/** Values that take their place in the form and on the disk, whoever entered them; they are not entered anew. */
export function putFields(desk: Desk, patch: FieldPatch): void {
  const line = lineOf(desk);
  for (const field of Object.keys(patch).filter(isFieldName)) {
    const value = patch[field] ?? null;
    const { typed, faults } = desk.get().desk;
    patchDesk(desk, { typed: { ...typed, [field]: value }, faults: without(faults, field), unsaved: true });
    line.due.set(field, value);
  }
  clearTimeout(line.timer);
  line.timer = setTimeout(() => void flushSaves(desk), QUIET_MS);
}

/** The gesture is over: what is entered next goes back by itself. */
export function commitEntry(desk: Desk): void {
  const { entries } = desk.get().desk;
  const closed = committed(entries);
  if (closed !== entries) patchDesk(desk, { entries: closed });
}

/** A field was left: what was typed in it is one entry, and goes to disk. */
export function leaveField(desk: Desk): void {
  commitEntry(desk);
  void flushSaves(desk);
}

/** What is in the field cannot be read: nothing is saved over the last readable value, and the reason stands beside the field. */
export function faultField(desk: Desk, field: FieldName, code: string | undefined): void {
  const { faults } = desk.get().desk;
  if (faults[field] === code) return;
  patchDesk(desk, { faults: code === undefined ? without(faults, field) : { ...faults, [field]: code } });
}

/** Puts everything typed on disk, in order. Resolves when it is there, or when the core said why it is not: then it goes again with the next. */
export function flushSaves(desk: Desk): Promise<void> {
  const line = lineOf(desk);
  clearTimeout(line.timer);
  const { file } = desk.get().desk;
  const due = [...line.due];
  line.due.clear();
  if (file === undefined || due.length === 0) return line.running;
  line.running = saveAll(desk, file, due, line.running);
  return line.running;
}

async function saveAll(desk: Desk, file: FileId, due: readonly (readonly [FieldName, FieldValue | null])[], before: Promise<void>): Promise<void> {
  const line = lineOf(desk);
  line.underWay += 1;
  await before;
  let failed: CodedError | undefined;
  for (const [field, value] of due) {
    const saved = await desk.attempt("files.saveField", { file, field, value: jsonOf(value) });
    if (!saved.ok) failed = saved.error;
    if (desk.get().desk.file !== file) continue;
    if (saved.ok) patchDesk(desk, { savedAt: saved.value.savedAt });
    else if (!line.due.has(field)) line.due.set(field, value);
  }
  line.underWay -= 1;
  const now = desk.get().desk;
  if (now.file !== file) return;
  const unsaved = line.due.size > 0 || line.underWay > 0;
  patchDesk(desk, { saveError: failed, unsaved, ...(unsaved || now.view === undefined ? {} : { typed: stillTyped(now.typed, now.view.fields) }) });
}

/** Sends again every typed value that no view has confirmed. */
export function retrySaves(desk: Desk): Promise<void> {
  const { typed } = desk.get().desk;
  const line = lineOf(desk);
  for (const field of Object.keys(typed).filter(isFieldName)) {
    const value = typed[field];
    if (value !== undefined) line.due.set(field, value);
  }
  return flushSaves(desk);
}

/** The file is left and what could not be saved was told: it must not reach another file. */
export const forgetSaves = (desk: Desk): void => lineOf(desk).due.clear();

function without<T extends { readonly [Name in FieldName]?: unknown }>(record: T, field: FieldName): T {
  const rest = { ...record };
  delete rest[field];
  return rest;
}
