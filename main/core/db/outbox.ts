import { ENDED_STATUSES, LOAN_STATUSES } from "../../../shared/bridge/row-statuses.ts";
import type { ChangeId, FileId } from "../../../shared/kernel/ids.ts";
import type { Sealed } from "../../../shared/sync/change.ts";
import type { SealedChange } from "../../../shared/sync/seal.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

export type Outcome = FirstVerdict["kind"];
/** One place of the line, as the views read it. Texts are exact; `verdict` is the JSON text of the first verdict. */
export type LineRow = {
  readonly seq: number;
  readonly change: ChangeId;
  readonly file: FileId;
  readonly kind: string;
  readonly head: string;
  readonly body: string;
  readonly madeAt: number;
  readonly outcome: Outcome | undefined;
  readonly version: number | undefined;
  readonly verdict: string | undefined;
  readonly answeredAt: number | undefined;
  readonly resolvedAt: number | undefined;
  /** Its person said that it goes nowhere any more. */
  readonly isGivenUp: boolean;
};
type Row = {
  readonly seq: number; readonly change_id: Uint8Array; readonly file: Uint8Array; readonly kind: string; readonly head: string; readonly body: string;
  readonly made_at: number; readonly outcome: Outcome | null; readonly version: number | null; readonly verdict: string | null;
  readonly answered_at: number | null; readonly resolved_at: number | null; readonly given_up: number;
};
const COLUMNS = sql`seq, change_id, file, kind, head, body, made_at, outcome, version, verdict, answered_at, resolved_at,
  EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = outbox.change_id AND set_aside.how = 'given-up') AS given_up`;
const rowToLine = (row: Row): LineRow => ({
  seq: row.seq, change: blobToUuid(row.change_id), file: blobToUuid(row.file), kind: row.kind, head: row.head, body: row.body, madeAt: row.made_at,
  outcome: row.outcome ?? undefined, version: row.version ?? undefined, verdict: row.verdict ?? undefined,
  answeredAt: row.answered_at ?? undefined, resolvedAt: row.resolved_at ?? undefined, isGivenUp: row.given_up === 1,
});

export function insertSealed(db: WritableDb, { sealed, head, line }: SealedChange, mends: ChangeId | undefined): void {
  db.run(sql`
    INSERT INTO outbox (seq, change_id, file, kind, base, mends, head, body, salt, hash, made_at)
    VALUES (${head.seq}, ${uuidToBlob(head.change)}, ${uuidToBlob(head.file)}, ${head.kind}, ${head.base}, ${mends === undefined ? null : uuidToBlob(mends)},
            ${sealed.head}, ${sealed.body}, ${sealed.salt}, ${line.hash}, ${head.madeAt})`);
}

/** What still matters to a file's view: unanswered, accepted beyond the truth held here, refused or skipped. In order of the line. Nothing of a file that was erased. */
export function listLineOfFile(db: ReadableDb, file: FileId, truthVersion: number): readonly LineRow[] {
  return db.all<Row>(sql`
    SELECT ${COLUMNS} FROM outbox
    WHERE file = ${uuidToBlob(file)} AND (outcome IS NULL OR outcome <> 'accepted' OR version > ${truthVersion})
      AND NOT EXISTS (SELECT 1 FROM erased_file WHERE erased_file.file = outbox.file)
    ORDER BY seq`).map(rowToLine);
}

/** Changes to send from `first` on, exact texts, with the hash of each. */
export function listToSend(db: ReadableDb, first: number, count: number): readonly (Sealed & { readonly seq: number; readonly hash: string })[] {
  return db.all(sql`SELECT seq, head, body, salt, hash FROM outbox WHERE seq >= ${first} ORDER BY seq LIMIT ${count}`);
}

/** Answered changes from `first` on, without a hole, each with the JSON text of its verdict: what a restored centre is offered again. */
export function listToReoffer(db: ReadableDb, first: number, count: number): readonly (Sealed & { readonly seq: number; readonly hash: string; readonly verdict: string })[] {
  const rows = db.all<Sealed & { readonly seq: number; readonly hash: string; readonly verdict: string }>(
    sql`SELECT seq, head, body, salt, hash, verdict FROM outbox WHERE seq >= ${first} AND outcome IS NOT NULL ORDER BY seq LIMIT ${count}`);
  const hole = rows.findIndex((row, index) => row.seq !== first + index);
  return hole === -1 ? rows : rows.slice(0, hole);
}

/** A restored centre's word on an answered change. Answers the file where it differs in kind, or in the number given; undefined where it is as before. */
export function replaceVerdict(db: WritableDb, seq: number, verdict: FirstVerdict, at: number): FileId | undefined {
  const kept = db.get<{ verdict: string }>(sql`SELECT verdict FROM outbox WHERE seq = ${seq} AND outcome IS NOT NULL`);
  if (kept === undefined) return undefined;
  const number = (one: { readonly number?: string | undefined }): string => one.number ?? "";
  const before = JSON.parse(kept.verdict) as FirstVerdict; // written by recordVerdict
  const isSame = before.kind === verdict.kind && (before.kind !== "accepted" || verdict.kind !== "accepted" || number(before) === number(verdict));
  if (isSame) return undefined;
  const version = verdict.kind === "accepted" ? verdict.version : null;
  const isClosed = isClosing(db, verdict);
  const row = db.get<{ file: Uint8Array }>(sql`
    UPDATE outbox SET outcome = ${verdict.kind}, version = ${version}, verdict = ${JSON.stringify(verdict)}, answered_at = ${at}, closed = ${isClosed ? 1 : 0}, resolved_at = ${isClosed ? at : null}
    WHERE seq = ${seq} RETURNING file`);
  return row === undefined ? undefined : blobToUuid<FileId>(row.file);
}

/** Refusals that no mending can change: the file is submitted, withdrawn, or no longer this person's. What was entered is kept as proposed. */
export const CLOSING_CODES: ReadonlySet<string> = new Set(["G2006", "G2008", "G2016"]);

/**
 * Keeps the first verdict; a repeat changes nothing. Answers the file, or undefined when the verdict was known. What a closed file refused,
 * or skipped behind such a refusal, waits for nobody; a document that was not taken stays in sight until its person decides.
 */
export function recordVerdict(db: WritableDb, seq: number, verdict: FirstVerdict, at: number): FileId | undefined {
  const version = verdict.kind === "accepted" ? verdict.version : null;
  const isClosed = isClosing(db, verdict);
  const row = db.get<{ file: Uint8Array }>(sql`
    UPDATE outbox SET outcome = ${verdict.kind}, version = ${version}, verdict = ${JSON.stringify(verdict)}, answered_at = ${at}, closed = ${isClosed ? 1 : 0},
      resolved_at = CASE WHEN kind = 'attached' THEN NULL ELSE ${isClosed ? at : null} END
    WHERE seq = ${seq} AND outcome IS NULL RETURNING file`);
  return row === undefined ? undefined : blobToUuid<FileId>(row.file);
}

function isClosing(db: ReadableDb, verdict: FirstVerdict): boolean {
  if (verdict.kind === "refused") return CLOSING_CODES.has(verdict.code);
  if (verdict.kind === "accepted") return false;
  const cause = db.get<{ code: string }>(sql`
    SELECT json_extract(verdict, '$.code') AS code FROM outbox WHERE change_id = ${uuidToBlob(verdict.cause)} AND outcome = 'refused' ORDER BY seq DESC LIMIT 1`);
  return cause !== undefined && CLOSING_CODES.has(cause.code);
}

/** [SY20] The refusal of this file that no later change of this line mends yet. */
export function findUnmended(db: ReadableDb, file: FileId): ChangeId | undefined {
  const blob = uuidToBlob(file);
  const row = db.get<{ change_id: Uint8Array }>(sql`
    SELECT refusal.change_id FROM outbox AS refusal
    WHERE refusal.file = ${blob} AND refusal.outcome = 'refused'
      AND NOT EXISTS (SELECT 1 FROM outbox AS mend WHERE mend.file = refusal.file AND mend.seq > refusal.seq AND mend.mends = refusal.change_id)
    ORDER BY refusal.seq DESC LIMIT 1`);
  return row === undefined ? undefined : blobToUuid<ChangeId>(row.change_id);
}

/** The refusals of a file are over: what they held is folded into the change being sealed, or given up by the person. */
export function resolveRefusals(db: WritableDb, file: FileId, at: number): void {
  db.run(sql`UPDATE outbox SET resolved_at = ${at} WHERE file = ${uuidToBlob(file)} AND outcome IN ('refused', 'skipped') AND resolved_at IS NULL AND NOT (kind = 'attached' AND outcome = 'refused')`);
}

/** A step that was refused is over once a step is recorded after it. What was entered and refused stays to be mended: no step holds it. */
export function resolveRefusedSteps(db: WritableDb, file: FileId, at: number): void {
  db.run(sql`UPDATE outbox SET resolved_at = ${at} WHERE file = ${uuidToBlob(file)} AND outcome IN ('refused', 'skipped') AND resolved_at IS NULL AND kind NOT IN ('created', 'edited', 'attached', 'detached')`);
}

/** The person has seen that this document was not taken into the file. */
export function resolveRefusedDocument(db: WritableDb, file: FileId, document: string, at: number): void {
  db.run(sql`
    UPDATE outbox SET resolved_at = ${at} WHERE file = ${uuidToBlob(file)} AND kind = 'attached' AND outcome IN ('refused', 'skipped') AND resolved_at IS NULL
      AND json_extract(body, '$.document') = ${document}`);
}

/**
 * The file has left this computer, everything of it answered: what was accepted stays in the line and no longer makes a file of it. What was
 * not taken stays to be mended, for when the file comes back ([WS11]).
 */
export function releaseFile(db: WritableDb, file: FileId, at: number): void {
  db.run(sql`UPDATE outbox SET resolved_at = ${at} WHERE file = ${uuidToBlob(file)} AND outcome = 'accepted' AND resolved_at IS NULL`);
}

/** What a refusal left to mend, then what is unanswered, in order of the line. A closed file has nothing to mend any more. */
export function listWaiting(db: ReadableDb, limit: number): readonly LineRow[] {
  const toMend = db.all<Row>(sql`
    SELECT ${COLUMNS} FROM outbox
    WHERE outcome IN ('refused', 'skipped') AND resolved_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM file_row WHERE file_row.file = outbox.file AND file_row.status IN (${sql.values([...LOAN_STATUSES, ...ENDED_STATUSES])}))
    ORDER BY seq LIMIT ${limit}`);
  const waiting = db.all<Row>(sql`SELECT ${COLUMNS} FROM outbox WHERE outcome IS NULL ORDER BY seq LIMIT ${limit}`);
  return [...toMend, ...waiting].slice(0, limit).map(rowToLine);
}

export function countUnanswered(db: ReadableDb): { readonly changes: number; readonly oldestAt: number | undefined } {
  const row = db.get<{ changes: number; oldest: number | null }>(sql`SELECT count(*) AS changes, min(made_at) AS oldest FROM outbox WHERE outcome IS NULL`);
  return { changes: row?.changes ?? 0, oldestAt: row?.oldest ?? undefined };
}

/** What was not taken of a file, mended or not: what closed files refused, and what waits for a mending. What was given up is not among it. */
export function listNotTaken(db: ReadableDb, file: FileId): readonly LineRow[] {
  return db.all<Row>(sql`
    SELECT ${COLUMNS} FROM outbox
    WHERE file = ${uuidToBlob(file)} AND outcome IN ('refused', 'skipped') AND (resolved_at IS NULL OR closed = 1)
    ORDER BY seq`).map(rowToLine).filter((row) => !row.isGivenUp);
}

/** Given up by their person: nothing of a file waits for a mending any more. */
export function resolveGivenUp(db: WritableDb, file: FileId, at: number): void {
  db.run(sql`UPDATE outbox SET resolved_at = ${at} WHERE file = ${uuidToBlob(file)} AND outcome IN ('refused', 'skipped') AND resolved_at IS NULL`);
}

/** For the verification of the chain: everything that is kept, a page at a time. */
/** Of the change at that place of the line; undefined where it is not held any more. */
export const findHash = (db: ReadableDb, seq: number): string | undefined => db.get<{ hash: string }>(sql`SELECT hash FROM outbox WHERE seq = ${seq}`)?.hash;

export function listChain(db: ReadableDb, after: number, limit: number): readonly (Sealed & { readonly seq: number; readonly hash: string; readonly outcome: Outcome | null })[] {
  return db.all(sql`SELECT seq, head, body, salt, hash, outcome FROM outbox WHERE seq > ${after} ORDER BY seq LIMIT ${limit}`);
}

/**
 * What was accepted long enough ago that no restored backup of the centre can miss it. Refusals stay, and what a closed file kept as proposed, which is
 * nowhere else. Answers how many left.
 */
export function purgeAnswered(db: WritableDb, before: number): number {
  return db.run(sql`
    DELETE FROM outbox WHERE answered_at < ${before}
      AND (outcome = 'accepted' OR (outcome = 'skipped' AND resolved_at IS NOT NULL
        AND (closed = 0 OR EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = outbox.change_id AND set_aside.how = 'given-up'))))`).changes;
}
