import type { BranchId, FileId } from "../../../shared/kernel/ids.ts";
import { isFieldName, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import type { WritableDb } from "../db/connection.ts";
import { resolveRefusals } from "../db/outbox.ts";
import { dropNewFile, dropWorkingFields } from "../db/working-copy.ts";
import { appendChange } from "./append-change.ts";
import type { Desk } from "./desk.ts";
import { findKnown, versionSeen, type FileKnown } from "./file-known.ts";
import { refreshRow } from "./file-row.ts";
import { rowContext } from "./file-view.ts";
import { projectFile, type Projection } from "./project-file.ts";

type Edit = { readonly from: FieldValue | null; readonly to: FieldValue | null };

/**
 * Turns what was typed into numbered changes, in the caller's transaction: a creation carries the whole file, an edit only its fields, one
 * change for each version that the fields were typed over. What a refusal gave back is folded in, so that mending sends all of it again.
 * Answers the last number given, or undefined when nothing was typed.
 */
export function sealWorkingCopy(db: WritableDb, desk: Desk, file: FileId): number | undefined {
  const known = findKnown(db, file);
  if (known === undefined || known.working.length === 0) return undefined;
  const projection = projectFile(known, desk.sealer.author, desk.rules.parseField);
  const seq = appendTyped(db, desk, known, projection);
  if (seq !== undefined) desk.journeys.typed(seq, Math.max(...known.working.map(({ savedAt }) => savedAt)));
  resolveRefusals(db, file, desk.now());
  dropWorkingFields(db, file);
  dropNewFile(db, file);
  refreshRow(db, file, rowContext(desk));
  return seq;
}

/** What a refusal gave back goes again without a new entry: the person submits, or asks for it, having changed nothing. */
export function resendReturned(db: WritableDb, desk: Desk, file: FileId): number | undefined {
  const known = findKnown(db, file);
  if (known === undefined) return undefined;
  const projection = projectFile(known, desk.sealer.author, desk.rules.parseField);
  if (Object.keys(projection.returned).length === 0 && projection.returnedDocuments.length === 0) return undefined;
  const seq = appendTyped(db, desk, known, projection);
  resolveRefusals(db, file, desk.now());
  dropWorkingFields(db, file);
  refreshRow(db, file, rowContext(desk));
  return seq;
}

function appendTyped(db: WritableDb, desk: Desk, known: FileKnown, projection: Projection): number | undefined {
  const { file } = known;
  const branch = branchOf(desk, known);
  if (!projection.created) {
    const created = appendChange(db, desk, { kind: "created", body: { fields: { ...projection.state.fields } }, file, branch, base: 0 });
    return appendDocuments(db, desk, known, projection) ?? created;
  }
  let seq: number | undefined;
  for (const [base, edits] of editsByBase(known, projection)) {
    seq = appendChange(db, desk, { kind: "edited", body: { edits }, file, branch, base });
  }
  return appendDocuments(db, desk, known, projection) ?? seq;
}

/** What was skipped of documents behind a refusal goes again, as it was meant. */
function appendDocuments(db: WritableDb, desk: Desk, known: FileKnown, { returnedDocuments }: Projection): number | undefined {
  let seq: number | undefined;
  for (const { head, body } of returnedDocuments) {
    const read = readBody(head.kind, body);
    if (read.ok) seq = appendChange(db, desk, { ...read.value, file: known.file, branch: branchOf(desk, known), base: known.truth?.stored.version ?? 0 });
  }
  return seq;
}

/** Before a change that needs the file to be there: what was typed or given back is sealed, and a file in which nothing was typed yet is made. */
export function ensureCreated(db: WritableDb, desk: Desk, file: FileId): void {
  if ((sealWorkingCopy(db, desk, file) ?? resendReturned(db, desk, file)) !== undefined) return;
  const known = findKnown(db, file);
  if (known === undefined || projectFile(known, desk.sealer.author, desk.rules.parseField).created) return;
  appendChange(db, desk, { kind: "created", body: { fields: {} }, file, branch: branchOf(desk, known), base: 0 });
  dropNewFile(db, file);
}

export const branchOf = (desk: Desk, known: FileKnown): BranchId => {
  const sealed = (known.line[0] ?? known.heard[0])?.head.branch;
  return known.truth?.stored.branch ?? known.newFile?.branch ?? (sealed === undefined ? desk.ownBranch() : sealed as BranchId);
};

/** Oldest version first. What was given back is entered again over the version that it was typed over, so that what others entered since is met and not lost ([SY21]). */
function editsByBase(known: FileKnown, projection: Projection): readonly (readonly [number, Record<string, Edit>])[] {
  const groups = new Map<number, Map<FieldName, Edit>>();
  const put = (base: number, field: FieldName, edit: Edit): void => {
    const group = groups.get(base) ?? new Map<FieldName, Edit>();
    groups.set(base, group.set(field, edit));
  };
  const typed = new Set(known.working.map(({ field }) => field));
  for (const [field, to] of Object.entries(projection.returned)) {
    if (!isFieldName(field) || typed.has(field)) continue;
    const { base, from } = typedOver(known, field);
    put(base, field, { from, to: to ?? null });
  }
  for (const { field, base, from, value } of known.working) put(base, field, { from, to: value });
  return [...groups].toSorted(([a], [b]) => a - b).map(([base, edits]) => [base, Object.fromEntries(edits)]);
}

/** What its author saw when she first typed a value that was not taken. */
function typedOver(known: FileKnown, field: FieldName): { readonly base: number; readonly from: FieldValue | null } {
  for (const { head, body, verdict, resolved } of known.line) {
    if (verdict === undefined || verdict.kind === "accepted" || resolved) continue;
    const read = readBody(head.kind, body);
    if (read.ok && read.value.kind === "created" && field in read.value.body.fields) return { base: 0, from: null };
    const edit = read.ok && read.value.kind === "edited" ? read.value.body.edits[field] : undefined;
    if (edit !== undefined) return { base: head.base, from: (edit.from ?? null) as FieldValue | null };
  }
  return { base: versionSeen(known), from: known.truth?.readable?.fields[field] ?? null };
}
