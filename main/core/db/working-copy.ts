import type { BranchId, FileId } from "../../../shared/kernel/ids.ts";
import { isFieldName, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

export type WorkingField = {
  readonly field: FieldName;
  /** What the advisor saw before she typed, and the version she saw it in. */
  readonly from: FieldValue | null;
  readonly base: number;
  readonly value: FieldValue | null;
  readonly savedAt: number;
};
export type NewFile = { readonly file: FileId; readonly branch: BranchId; readonly createdAt: number };
type FieldRow = { readonly field: string; readonly from_value: string; readonly base: number; readonly value: string; readonly saved_at: number };

export function insertNewFile(db: WritableDb, { file, branch, createdAt }: NewFile): void {
  db.run(sql`INSERT INTO working_file (file, branch, created_at) VALUES (${uuidToBlob(file)}, ${uuidToBlob(branch)}, ${createdAt})`);
}

export function findNewFile(db: ReadableDb, file: FileId): NewFile | undefined {
  const row = db.get<{ branch: Uint8Array; created_at: number }>(sql`SELECT branch, created_at FROM working_file WHERE file = ${uuidToBlob(file)}`);
  return row === undefined ? undefined : { file, branch: blobToUuid(row.branch), createdAt: row.created_at };
}

export function dropNewFile(db: WritableDb, file: FileId): void {
  db.run(sql`DELETE FROM working_file WHERE file = ${uuidToBlob(file)}`);
}

/** New files in which nothing was ever typed: they leave no trace. */
export function dropEmptyNewFiles(db: WritableDb): void {
  db.run(sql`DELETE FROM working_file WHERE NOT EXISTS (SELECT 1 FROM working_field WHERE working_field.file = working_file.file)`);
}

export function listWorkingFields(db: ReadableDb, file: FileId): readonly WorkingField[] {
  return db.all<FieldRow>(sql`SELECT field, from_value, base, value, saved_at FROM working_field WHERE file = ${uuidToBlob(file)} ORDER BY id`).flatMap(rowToField);
}

/** The value typed; what was seen before, and in which version, stays that of the first keystroke. */
export function putWorkingField(db: WritableDb, file: FileId, { field, from, base, value, savedAt }: WorkingField): void {
  db.run(sql`
    INSERT INTO working_field (file, field, from_value, base, value, saved_at)
    VALUES (${uuidToBlob(file)}, ${field}, ${JSON.stringify(from)}, ${base}, ${JSON.stringify(value)}, ${savedAt})
    ON CONFLICT (file, field) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at`);
}

export function dropWorkingField(db: WritableDb, file: FileId, field: FieldName): void {
  db.run(sql`DELETE FROM working_field WHERE file = ${uuidToBlob(file)} AND field = ${field}`);
}

export function dropWorkingFields(db: WritableDb, file: FileId): void {
  db.run(sql`DELETE FROM working_field WHERE file = ${uuidToBlob(file)}`);
}

/** Files with unsealed typing, the longest untouched first, and when each was last typed in. */
export function listWorkingFiles(db: ReadableDb): readonly { readonly file: FileId; readonly lastAt: number; readonly firstAt: number }[] {
  return db.all<{ file: Uint8Array; last_at: number; first_at: number }>(
    sql`SELECT file, max(saved_at) AS last_at, min(saved_at) AS first_at FROM working_field GROUP BY file ORDER BY last_at`,
  ).map((row) => ({ file: blobToUuid<FileId>(row.file), lastAt: row.last_at, firstAt: row.first_at }));
}

function rowToField(row: FieldRow): readonly WorkingField[] {
  if (!isFieldName(row.field)) return [];
  // The gate: written by putWorkingField only, from values that passed their field's parser.
  const [from, value] = [JSON.parse(row.from_value) as FieldValue | null, JSON.parse(row.value) as FieldValue | null];
  return [{ field: row.field, from, base: row.base, value, savedAt: row.saved_at }];
}
