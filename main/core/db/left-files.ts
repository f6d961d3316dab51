import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { findRow } from "./file-rows.ts";
import { listNotTaken } from "./outbox.ts";
import { sql } from "./sql.ts";
import { uuidToBlob } from "./uuid-blob.ts";

/** Before a file leaves this computer: whose company it is, while work in it stays here ([WS11]). */
export function noteLeftFile(db: WritableDb, file: FileId): void {
  const row = findRow(db, file);
  if (row === undefined || listNotTaken(db, file).length === 0) return forgetLeftFile(db, file);
  db.run(sql`
    INSERT INTO left_file (file, name, siren) VALUES (${uuidToBlob(file)}, ${row.name}, ${row.siren})
    ON CONFLICT (file) DO UPDATE SET name = excluded.name, siren = excluded.siren`);
}

export function forgetLeftFile(db: WritableDb, file: FileId): void {
  db.run(sql`DELETE FROM left_file WHERE file = ${uuidToBlob(file)}`);
}

export const findLeftFile = (db: ReadableDb, file: FileId): { readonly name: string; readonly siren: string } =>
  db.get<{ name: string; siren: string }>(sql`SELECT name, siren FROM left_file WHERE file = ${uuidToBlob(file)}`) ?? { name: "", siren: "" };
