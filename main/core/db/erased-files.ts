import type { FileId } from "../../../shared/kernel/ids.ts";
import { parseJson, isObject } from "../../../shared/kernel/json.ts";
import { BLANK_BODY, BLANK_SALT } from "../../../shared/sync/change.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { dropRow, findRow } from "./file-rows.ts";
import { forgetLeftFile } from "./left-files.ts";
import { dropTruth } from "./file-truth.ts";
import { sql } from "./sql.ts";
import { uuidToBlob } from "./uuid-blob.ts";

export type Erased = { readonly on: string; readonly rule: string };
/** Files that were erased and that nobody has been told of: how many, the last day, and how much work of hers was among it. */
export type UntoldErased = { readonly files: number; readonly on: string; readonly work: number; readonly since: number };

/**
 * [ER17] Nothing of the file stays in this database, in the caller's transaction: what was told of it, typed, sealed, heard, given up, imported or looked up, and its words in the search. Heads and hashes of the line stay, so that the
 * chain holds; what was not sent yet leaves without its body, and is refused. Freed pages are overwritten. Answers whether it was not known to be erased.
 */
export function eraseHere(db: WritableDb, file: FileId, { on, rule }: Erased, at: number): boolean {
  const blob = uuidToBlob(file);
  db.get(sql`PRAGMA secure_delete = ON`);
  try {
    const siren = findRow(db, file)?.siren ?? "";
    const [work] = db.all<{ n: number }>(sql`
      SELECT (SELECT count(*) FROM outbox WHERE file = ${blob} AND body <> ${BLANK_BODY} AND (outcome IS NULL OR (outcome IN ('refused', 'skipped') AND (resolved_at IS NULL OR closed = 1)))) + (SELECT count(*) FROM working_field WHERE file = ${blob}) AS n`);
    const isNew = db.run(sql`INSERT INTO erased_file (file, erased_on, rule, work, at) VALUES (${blob}, ${on}, ${rule}, ${work?.n ?? 0}, ${at}) ON CONFLICT (file) DO NOTHING`).changes > 0;
    dropTruth(db, file);
    dropRow(db, file);
    forgetLeftFile(db, file);
    for (const gone of [
      sql`DELETE FROM working_field WHERE file = ${blob}`, sql`DELETE FROM working_file WHERE file = ${blob}`, sql`DELETE FROM heard_change WHERE file = ${blob}`, sql`DELETE FROM set_aside WHERE file = ${blob}`,
      sql`DELETE FROM distinct_pair WHERE first = ${blob} OR second = ${blob}`, sql`DELETE FROM file_seen WHERE file = ${blob}`, sql`DELETE FROM imported_row WHERE file = ${blob}`,
      sql`DELETE FROM field_mark WHERE file = ${blob}`, sql`DELETE FROM premium_owed WHERE file = ${blob}`,
      sql`UPDATE import_row SET cells = '[]', mended = NULL WHERE file = ${blob}`,
      // Its contents are no longer wanted: whoever looks after them removes them with their keys.
      sql`UPDATE document SET direction = NULL, stopped = 0 WHERE file = ${blob}`,
    ]) db.run(gone);
    blankLine(db, blob, at);
    blankHeard(db, file);
    if (siren !== "" && db.get(sql`SELECT 1 AS found FROM file_row WHERE siren = ${siren} LIMIT 1`) === undefined) for (const table of [sql`lookup_answer`, sql`lookup_ask`]) db.run(sql`DELETE FROM ${table} WHERE query = ${siren}`);
    return isNew;
  } finally {
    db.get(sql`PRAGMA secure_delete = OFF`);
  }
}

/** Merges the search's index, so that words of what was erased are not in it any more. Once for all that a transaction erased. */
export function sweepSearch(db: WritableDb): void {
  db.run(sql`INSERT INTO file_search (file_search) VALUES ('optimize')`);
}

/** Receipts and parameters of verdicts name the company and the amount. */
const BARE = sql`CASE WHEN verdict IS NULL THEN NULL ELSE json_replace(json_remove(verdict, '$.number', '$.receipt'), '$.params', json('{}')) END`;

function blankLine(db: WritableDb, blob: Uint8Array, at: number): void {
  db.run(sql`
    UPDATE outbox SET body = ${BLANK_BODY}, salt = ${BLANK_SALT}, verdict = ${BARE}, closed = 0, resolved_at = CASE WHEN outcome IS NULL THEN resolved_at ELSE coalesce(resolved_at, ${at}) END WHERE file = ${blob}`);
  db.run(sql`UPDATE former_line SET body = ${BLANK_BODY}, salt = ${BLANK_SALT}, verdict = ${BARE} WHERE unhex(json_extract(head, '$.file'), '-') = ${blob}`);
}

/** A push that was heard holds other files too: of this one its body goes, and the signature, which is over heads, holds. */
function blankHeard(db: WritableDb, file: FileId): void {
  for (const { id, content } of db.all<{ id: number; content: string }>(sql`SELECT id, content FROM heard_push WHERE instr(content, ${file}) > 0`)) {
    db.run(sql`UPDATE heard_push SET content = ${withoutFile(content, file)} WHERE id = ${id}`);
  }
}

/** A push as it was heard, without the bodies of one file. */
export function withoutFile(content: string, file: string): string {
  const told = parseJson(content);
  const push = isObject(told) ? told["push"] : undefined;
  if (!isObject(told) || !isObject(push) || !Array.isArray(push["changes"])) return content;
  const changes = push["changes"].map((change: unknown) => {
    if (!isObject(change) || typeof change["head"] !== "string") return change;
    const head = parseJson(change["head"]);
    return isObject(head) && head["file"] === file ? { ...change, body: BLANK_BODY, salt: BLANK_SALT } : change;
  });
  return JSON.stringify({ ...told, push: { ...push, changes } });
}

export const isErasedHere = (db: ReadableDb, file: string): boolean => db.get(sql`SELECT 1 AS found FROM erased_file WHERE file = ${uuidToBlob(file)}`) !== undefined;

export function untoldErased(db: ReadableDb): UntoldErased | undefined {
  const row = db.get<{ files: number; last: string | null; work: number | null; since: number | null }>(sql`SELECT count(*) AS files, max(erased_on) AS last, sum(work) AS work, min(at) AS since FROM erased_file WHERE told = 0`);
  return row === undefined || row.last === null ? undefined : { files: row.files, on: row.last, work: row.work ?? 0, since: row.since ?? 0 };
}

export function markErasedTold(db: WritableDb): void {
  db.run(sql`UPDATE erased_file SET told = 1 WHERE told = 0`);
}
