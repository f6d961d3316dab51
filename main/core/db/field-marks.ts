import type { FieldMark } from "../../../shared/bridge/lookup-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { isFieldName, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { uuidToBlob } from "./uuid-blob.ts";

type Row = { readonly field: string; readonly value: string; readonly source: FieldMark["source"]; readonly at: number };

/** Where values of a file came from, whether its fields still hold them or not. */
export function listMarks(db: ReadableDb, file: FileId): readonly FieldMark[] {
  return db.all<Row>(sql`SELECT field, value, source, at FROM field_mark WHERE file = ${uuidToBlob(file)} ORDER BY field`)
    // The gate: written by putMark only, from values that passed their field's parser.
    .flatMap(({ field, value, source, at }) => (isFieldName(field) ? [{ field, value: JSON.parse(value) as FieldValue, source, at: instant(at) }] : []));
}

export function putMark(db: WritableDb, file: FileId, { field, value, source, at }: FieldMark): void {
  db.run(sql`
    INSERT INTO field_mark (file, field, value, source, at) VALUES (${uuidToBlob(file)}, ${field}, ${JSON.stringify(value)}, ${source}, ${at})
    ON CONFLICT (file, field) DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at`);
}

export const dropMark = (db: WritableDb, file: FileId, field: FieldName): void => void db.run(sql`DELETE FROM field_mark WHERE file = ${uuidToBlob(file)} AND field = ${field}`);
