import type { Instant } from "../kernel/instant.ts";
import type { UserId } from "../kernel/ids.ts";
import type { FieldName, FieldPatch, FieldValue, Fields } from "../pge/file-fields.ts";
import { fieldEntries, sameValue } from "./field-values.ts";
import type { Conflict, FileState } from "./file-state.ts";

/** Where an edit comes from: decides what is its author's own earlier work and what is somebody else's. */
export type EditOrigin = {
  readonly replica: string;
  readonly base: number;
  readonly author: UserId;
  readonly change: Conflict["change"];
  readonly at: Instant;
};

type Touched = FileState["touched"];
type Touch = NonNullable<Touched[FieldName]>;
export type Merged = { readonly fields: Fields; readonly touched: Touched; readonly conflicts: readonly Conflict[]; readonly newConflicts: readonly FieldName[] };

/**
 * Edits of a draft, field by field ([SY12] to [SY16]). `to` was checked; `from` is what the author saw, kept in the conflict as its base.
 * `version` is the one the file gets.
 */
export function mergeEdits(state: FileState, version: number, from: FieldPatch, to: FieldPatch, origin: EditOrigin): Merged {
  const fields: { [Name in FieldName]?: FieldValue } = { ...state.fields };
  const touched: { [Name in FieldName]?: Touch } = { ...state.touched };
  const newConflicts: FieldName[] = [];
  let conflicts = state.conflicts;
  for (const [name, mine] of fieldEntries(to)) {
    const theirs = fields[name] ?? null;
    if (sameValue(mine, theirs)) {
      conflicts = conflicts.filter((c) => !(c.field === name && c.mineBy === origin.author));
    } else if (meetsAnother(state, name, origin)) {
      const theirsBy = state.touched[name]?.[2] ?? state.createdBy;
      conflicts = [
        ...conflicts.filter((c) => !(c.field === name && c.mineBy === origin.author)),
        { field: name, base: from[name] ?? null, theirs, theirsBy, mine, mineBy: origin.author, mineAt: origin.at, change: origin.change, version },
      ];
      newConflicts.push(name);
    } else {
      if (mine === null) delete fields[name];
      else fields[name] = mine;
      touched[name] = [version, origin.replica, origin.author];
      conflicts = followCentre(conflicts, name, mine, origin.author);
    }
  }
  return { fields, touched, conflicts, newConflicts };
}

/** [SY13] The field changed after what the author had seen, by a replica that is not hers. */
function meetsAnother(state: FileState, name: FieldName, origin: EditOrigin): boolean {
  const last = state.touched[name];
  if (last !== undefined) return last[0] > origin.base && last[1] !== origin.replica;
  // As created: only somebody else's file could be edited without its creation having been seen.
  return origin.base === 0 && state.createdBy !== origin.author;
}

/** [SY16] Open conflicts show what the centre holds now; one that it agrees with is over. */
export function followCentre(conflicts: readonly Conflict[], field: FieldName, theirs: FieldValue | null, theirsBy: UserId): readonly Conflict[] {
  return conflicts.some((c) => c.field === field)
    ? conflicts.filter((c) => c.field !== field || !sameValue(c.mine, theirs)).map((c) => (c.field === field ? { ...c, theirs, theirsBy } : c))
    : conflicts;
}
