import { whyNotFor } from "../../../shared/access/rights.ts";
import type { FileView, Saved } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { isFieldName, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { sameValue } from "../../../shared/sync/field-values.ts";
import { CodedFailure, type WritableDb } from "../db/connection.ts";
import { resolveRefusals } from "../db/outbox.ts";
import { dropWorkingField, insertNewFile, putWorkingField } from "../db/working-copy.ts";
import { appendChange } from "./append-change.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";
import { versionSeen, type FileKnown } from "./file-known.ts";
import { refreshRow } from "./file-row.ts";
import { readProjection, rowContext, viewFile, whyNotEditable } from "./file-view.ts";
import type { Projection } from "./project-file.ts";
import { branchOf, resendReturned, sealWorkingCopy } from "./seal-file.ts";

/** A new file has no trace in the list until something is typed in it. */
export function createFile(desk: Desk): Result<FileView, CodedError> {
  const notHers = whyNotFor(desk.me().role, "files.enter");
  if (notHers !== undefined) return err(notHers);
  const file = id<FileId>(desk.newId());
  const made = coded(() => desk.db.transaction((db) => insertNewFile(db, { file, branch: desk.ownBranch(), createdAt: desk.now() })));
  return made.ok ? viewFile(desk, file) : made;
}

/**
 * One field, durable when this returns. Errors: G2002 when the value is not of the field's stored form, G2006 when the file is submitted,
 * G2008 unknown, G2016 withdrawn, G1005 full disk.
 */
export function saveField(desk: Desk, file: FileId, field: string, value: unknown): Result<Saved, CodedError> {
  if (!isFieldName(field)) return err({ code: "G2002", fields: [{ field: field.slice(0, 60), reason: "UNKNOWN_FIELD" }] });
  const parsed = value === null ? ok(null) : desk.rules.parseField(field, value);
  if (!parsed.ok) return err({ code: "G2002", fields: [{ field, reason: parsed.error.reason }] });
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const closed = whyNotEditable(desk.me(), read.value.known, read.value.projection);
  if (closed !== undefined) return err(closed);
  const savedAt = desk.now();
  const done = coded(() => desk.db.transaction((db) => {
    writeField(db, read.value.known, read.value.projection, field, parsed.value, savedAt);
    refreshRow(db, file, rowContext(desk));
  }));
  if (!done.ok) return done;
  desk.told({ type: "files-changed", files: [file] });
  return ok({ file, savedAt: instant(savedAt) });
}

/** Typing back what was there before leaves nothing to send, unless a refusal waits for this entry. */
export function writeField(db: WritableDb, known: FileKnown, { state, returned }: Projection, field: FieldName, value: FieldValue | null, savedAt: number): void {
  const before = known.working.find((typed) => typed.field === field);
  const from = before === undefined ? (state.fields[field] ?? null) : before.from;
  if (sameValue(from, value) && !Object.hasOwn(returned, field)) {
    if (before !== undefined) dropWorkingField(db, known.file, field);
    return;
  }
  putWorkingField(db, known.file, { field, from, base: versionSeen(known), value, savedAt });
}

/** One numbered change of what was typed, with what a refusal gave back folded in; a refusal alone waits until it is mended or submitted again. */
export function sealFile(desk: Desk, file: FileId): Result<FileView, CodedError> {
  const sealed = coded(() => desk.db.transaction((db) => sealWorkingCopy(db, desk, file) ?? null));
  if (!sealed.ok) return sealed;
  if (sealed.value !== null) tellSealed(desk, file, sealed.value);
  return viewFile(desk, file);
}

/**
 * Submits what is shown. Errors: G2001 when somebody changed the file since the version seen, G2002 incomplete, G2003 to G2005 what the rules
 * say here (where the centre's are the same), G2007 conflicts to settle, G2016 already under way. Offline it waits in the line.
 */
export function submitFile(desk: Desk, file: FileId, seenVersion: number): Result<FileView, CodedError> {
  return transition(desk, file, (db, known, projection) => {
    const unseen = whatWasNotSeen(desk, known, seenVersion);
    if (unseen !== undefined) return unseen;
    const { state } = projection;
    if (state.conflicts.length > 0) return { code: "G2007", fields: state.conflicts.map(({ field }) => ({ field, reason: "conflict" })) };
    const faults = desk.rules.faults(state.fields, desk.businessDate());
    if (faults.length > 0) return { code: "G2002", fields: faults };
    const refusal = decidesAlike(desk) ? desk.rules.refusal(state.fields, desk.businessDate()) : undefined;
    if (refusal !== undefined) return refusal;
    const branch = branchOf(desk, known);
    if (sealWorkingCopy(db, desk, file) === undefined) resendReturned(db, desk, file);
    return appendChange(db, desk, { kind: "submitted", body: {}, file, branch, base: seenVersion });
  });
}

/** Where the centre applies another version of the rules, what ours say is an estimate: only the centre says no. */
const decidesAlike = ({ sealer, centreRules }: Desk): boolean => sealer.rules === centreRules();

/** [SY17] A field that somebody else changed after the version shown; what she sealed herself meanwhile is what she saw. */
function whatWasNotSeen({ sealer }: Desk, { truth }: FileKnown, seenVersion: number): CodedError | undefined {
  const version = truth?.stored.version ?? 0;
  const others = Object.entries(truth?.readable?.touched ?? {}).filter(([, [at, replica]]) => at > seenVersion && replica !== sealer.replica);
  if (seenVersion <= version && others.length === 0) return undefined;
  return { code: "G2001", params: { seen: seenVersion, version }, fields: others.map(([field]) => ({ field, reason: "changed-since" })) };
}

/** A file that the centre never saw is created there first, so that the branch can read why it was given up. */
export function withdrawFile(desk: Desk, file: FileId, why: string): Result<FileView, CodedError> {
  return transition(desk, file, (db, known) => {
    const branch = branchOf(desk, known);
    const base = versionSeen(known);
    if (sealWorkingCopy(db, desk, file) === undefined) resendReturned(db, desk, file);
    if (known.truth === undefined && known.line.length === 0 && known.working.length === 0 && known.heard.length === 0) return { code: "G2008" };
    return appendChange(db, desk, { kind: "withdrawn", body: why === "" ? {} : { why }, file, branch, base });
  });
}

/** Settles one conflict as a compare-and-set on what was shown. Errors: G2001 when it is over or moved, G2002 a wrong value. */
export function settleConflict(desk: Desk, file: FileId, field: string, expected: unknown, value: unknown): Result<FileView, CodedError> {
  return transition(desk, file, (db, known, { state }) => {
    if (!isFieldName(field)) return { code: "G2002", fields: [{ field: field.slice(0, 60), reason: "UNKNOWN_FIELD" }] };
    const parsed = value === null ? ok(null) : desk.rules.parseField(field, value);
    if (!parsed.ok) return { code: "G2002", fields: [{ field, reason: parsed.error.reason }] };
    const open = state.conflicts.some((conflict) => conflict.field === field);
    if (!open || !sameValue(state.fields[field], expected)) return { code: "G2001", fields: [{ field, reason: open ? "changed-since" : "already-settled" }] };
    dropWorkingField(db, file, field);
    if (sealWorkingCopy(db, desk, file) === undefined) resendReturned(db, desk, file);
    const settlements = { [field]: { expected: expected ?? null, value: parsed.value } };
    return appendChange(db, desk, { kind: "settled", body: { settlements }, file, branch: branchOf(desk, known), base: versionSeen(known) });
  });
}

/** One change that closes or settles, with all that was typed before it, in one transaction: all of it or nothing. */
function transition(desk: Desk, file: FileId, work: (db: WritableDb, known: FileKnown, projection: Projection) => number | CodedError): Result<FileView, CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection } = read.value;
  const closed = whyNotEditable(desk.me(), known, projection);
  if (closed !== undefined) return err(closed.code === "G2006" ? { ...closed, code: "G2016" } : closed);
  const done = coded(() => desk.db.transaction((db) => {
    const answer = work(db, known, projection);
    if (typeof answer !== "number") throw new CodedFailure(answer);
    resolveRefusals(db, file, desk.now());
    refreshRow(db, file, rowContext(desk));
    return answer;
  }));
  if (!done.ok) return done;
  tellSealed(desk, file, done.value);
  return viewFile(desk, file);
}

export function tellSealed(desk: Desk, file: FileId, seq: number): void {
  desk.told({ type: "files-changed", files: [file] });
  desk.told({ type: "sealed", seq });
}
