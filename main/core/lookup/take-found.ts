import { IDENTIFICATION_FIELDS, type FieldMark, type IdentificationField, type Identification, type Taken, type TakenField } from "../../../shared/bridge/lookup-views.ts";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { FieldName, Fields, FieldValue } from "../../../shared/pge/file-fields.ts";
import { sameValue } from "../../../shared/sync/field-values.ts";
import type { WritableDb } from "../db/connection.ts";
import { dropMark, putMark } from "../db/field-marks.ts";
import { findRow } from "../db/file-rows.ts";
import { findAnswer } from "../db/lookups.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import type { FileKnown } from "../files/file-known.ts";
import { refreshRow } from "../files/file-row.ts";
import { readProjection, rowContext, whyNotEditable } from "../files/file-view.ts";
import { writeField } from "../files/file-work.ts";
import type { Projection } from "../files/project-file.ts";
import { keyOf } from "./lookup-query.ts";

type Origin = { readonly values: Identification; readonly source: FieldMark["source"]; readonly at: number };

/** What is known of a company here or was found of it; values come from where they were kept, never from the window. */
function originOf(desk: Desk, from: CallInput<"lookup.take">["from"]): Result<Origin, CodedError> {
  if (from.kind === "found") {
    const kept = findAnswer(desk.db.read, "recherche-entreprises", keyOf({ kind: "siren", text: from.siren }));
    const company = kept?.answer.source === "recherche-entreprises" ? kept.answer.companies.find(({ siren }) => siren === from.siren) : undefined;
    return kept === undefined || company === undefined ? err({ code: "G9606" }) : ok({ values: company.fields, source: "recherche-entreprises", at: kept.at });
  }
  const read = readProjection(desk.db.read, desk, from.file);
  if (!read.ok) return read;
  const row = findRow(desk.db.read, from.file);
  return ok({ values: identificationOf(read.value.projection.state.fields), source: "known", at: row?.updatedAt ?? desk.now() });
}

function identificationOf(fields: Fields): Identification {
  const values: { [Name in IdentificationField]?: FieldValue } = {};
  for (const name of IDENTIFICATION_FIELDS) {
    const value = fields[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Fills each field that still holds what was expected of it, all in one transaction. Errors as `saveField`, and G9606. */
export function takeFound(desk: Desk, { file, from, fields }: CallInput<"lookup.take">): Result<Taken, CodedError> {
  const origin = originOf(desk, from);
  if (!origin.ok) return origin;
  const { values, source, at } = origin.value;
  return writeAll(desk, file, (db, known, projection) => fields.flatMap(({ field, expected }): readonly TakenField[] => {
    const value = values[field];
    const before = projection.state.fields[field] ?? null;
    if (value === undefined || !sameValue(before, expected) || sameValue(before, value)) return [];
    writeField(db, known, projection, field, value, desk.now());
    putMark(db, file, { field, value, source, at: instant(at) });
    return [{ field, before, value }];
  }));
}

/** Puts back what stood there, where the field still holds what was taken. */
export function undoTaken(desk: Desk, { file, fields }: CallInput<"lookup.undo">): Result<{ readonly fields: readonly FieldName[] }, CodedError> {
  return writeAll(desk, file, (db, known, projection) => fields.flatMap(({ field, before, value }): readonly FieldName[] => {
    const parsed = before === null ? ok(null) : desk.rules.parseField(field, before);
    if (!parsed.ok || !sameValue(projection.state.fields[field] ?? null, value)) return [];
    writeField(db, known, projection, field, parsed.value, desk.now());
    dropMark(db, file, field);
    return [field];
  }));
}

function writeAll<T>(desk: Desk, file: FileId, work: (db: WritableDb, known: FileKnown, projection: Projection) => readonly T[]): Result<{ readonly fields: readonly T[] }, CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection } = read.value;
  const closed = whyNotEditable(desk.me(), known, projection);
  if (closed !== undefined) return err(closed);
  const done = coded(() => desk.db.transaction((db) => {
    const fields = work(db, known, projection);
    refreshRow(db, file, rowContext(desk));
    return { fields };
  }));
  if (done.ok) desk.told({ type: "files-changed", files: [file] });
  return done;
}
