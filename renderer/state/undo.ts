import { FIELD_NAMES, isFieldName, type FieldName, type FieldPatch, type Fields, type FieldValue } from "../../shared/pge/file-fields.ts";

/** One value that was entered. `null` is empty. */
export type EnteredValue = { readonly field: FieldName; readonly before: FieldValue | null; readonly after: FieldValue | null };
/** What one gesture entered: one field, or several filled at once. `open` while the field has not been left: the next key is part of it. */
export type Entry = { readonly values: readonly EnteredValue[]; readonly open: boolean };

/** What was entered in the open file since it was opened, in order; what was undone, the next to redo last. */
export type Entries = {
  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];
  /** How often each field was given a value by undo or redo: what a control holds typed from before is then past. */
  readonly turns: { readonly [Name in FieldName]?: number };
};
export const noEntries: Entries = { done: [], undone: [], turns: {} };

/** More than anybody goes back; the oldest are forgotten. */
export const MOST_ENTRIES = 500;

/** A gesture gave these fields their values. Keys in one field, until it is left, are one entry; one that ends where it began is none. */
export function entered(entries: Entries, patch: FieldPatch, shown: Fields): Entries {
  const last = entries.done.at(-1);
  const names = Object.keys(patch).filter(isFieldName);
  const only = names.length === 1 ? names[0] : undefined;
  const goesOn = last?.open === true && only !== undefined && last.values[0]?.field === only;
  const begun = names.map((field): EnteredValue => ({ field, before: goesOn ? (last.values[0]?.before ?? null) : (shown[field] ?? null), after: patch[field] ?? null }));
  const values = begun.filter(({ before, after }) => !sameValue(before, after));
  const rest = goesOn ? entries.done.slice(0, -1) : entries.done.map(closed);
  if (values.length === 0) return { ...entries, done: rest };
  return { ...entries, done: [...rest, { values, open: only !== undefined }].slice(-MOST_ENTRIES), undone: [] };
}

/** The field was left: what follows is another entry. */
export function committed(entries: Entries): Entries {
  return entries.done.at(-1)?.open === true ? { ...entries, done: entries.done.map(closed) } : entries;
}

export type Step = {
  readonly entries: Entries;
  /** What must now be saved; undefined when there was nothing left to go back to. */
  readonly patch: FieldPatch | undefined;
  /** Fields that somebody else has changed since: they are left as they are. */
  readonly left: readonly FieldName[];
};

export const undoStep = (entries: Entries, shown: Fields): Step => step(committed(entries), shown, "done", "undone");
export const redoStep = (entries: Entries, shown: Fields): Step => step(entries, shown, "undone", "done");

/** Goes back, or forth, over the last entry of which something still stands as it was left; entries that others have written over are dropped. */
function step(entries: Entries, shown: Fields, from: "done" | "undone", to: "done" | "undone"): Step {
  const [reached, wanted] = from === "done" ? (["after", "before"] as const) : (["before", "after"] as const);
  const rest = [...entries[from]];
  const left: FieldName[] = [];
  for (let entry = rest.pop(); entry !== undefined; entry = rest.pop()) {
    const standing = entry.values.filter((value) => sameValue(shown[value.field] ?? null, value[reached]));
    left.push(...entry.values.filter((value) => !standing.includes(value)).map(({ field }) => field));
    if (standing.length === 0) continue;
    const patch: FieldPatch = Object.fromEntries(standing.map((value) => [value.field, value[wanted]]));
    const turns = { ...entries.turns, ...Object.fromEntries(standing.map(({ field }) => [field, (entries.turns[field] ?? 0) + 1])) };
    return { entries: { ...entries, [from]: rest, [to]: [...entries[to], { values: standing, open: false }], turns }, patch, left: inFormOrder(left) };
  }
  return { entries: { ...entries, [from]: [] }, patch: undefined, left: inFormOrder(left) };
}

const closed = (entry: Entry): Entry => (entry.open ? { ...entry, open: false } : entry);
const sameValue = (a: FieldValue | null, b: FieldValue | null): boolean => a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
const inFormOrder = (fields: readonly FieldName[]): readonly FieldName[] => FIELD_NAMES.filter((field) => fields.includes(field));
