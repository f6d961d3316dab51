import type { ChangeId, FileId } from "../../../shared/kernel/ids.ts";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { NextAction, RowStatus } from "../../../shared/bridge/file-views.ts";
import { ENDED_STATUSES, LOAN_STATUSES } from "../../../shared/bridge/row-statuses.ts";
import { TRAINING_SIREN } from "../../../shared/pge/training-company.ts";
import type { Query, ReadableDb, WritableDb } from "./connection.ts";
import { matchOf, putWords } from "./file-search.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** A line of the list as it is kept. `advisor` is the id of who created the file. */
export type StoredRow = {
  readonly file: FileId;
  readonly siren: string;
  readonly name: string;
  readonly number: string | undefined;
  readonly amount: number | undefined;
  readonly scheme: string | undefined;
  readonly status: RowStatus;
  readonly next: NextAction;
  readonly advisor: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly hereSince: number | undefined;
  readonly hereChanges: number;
  /** Since when something of it was heard from a colleague and is not known to be at the centre. */
  readonly heardSince: number | undefined;
  /** The day on which it came to its stage, where its status is one of a loan's. */
  readonly stageSince: string | undefined;
  /** The last thing that the centre did to it by itself, and when (UTC ms of the centre). */
  readonly acted: { readonly act: ChangeId; readonly at: number } | undefined;
  /** When its number was given, while nobody made use of it: neither approved nor disbursed. */
  readonly reservedAt: number | undefined;
};
type Row = {
  readonly file: Uint8Array; readonly siren: string; readonly name: string; readonly number: string | null; readonly amount: number | null; readonly scheme: string | null;
  readonly status: RowStatus; readonly next: NextAction; readonly advisor: string; readonly created_at: number; readonly updated_at: number;
  readonly here_since: number | null; readonly here_changes: number; readonly heard_since: number | null; readonly stage_since: string | null;
  readonly act: Uint8Array | null; readonly acted_at: number | null; readonly reserved_at: number | null;
};
const COLUMNS = sql`file, siren, name, number, amount, scheme, status, next, advisor, created_at, updated_at, here_since, here_changes, heard_since, stage_since, act, acted_at, reserved_at`;
const rowToStored = (row: Row): StoredRow => ({
  file: blobToUuid(row.file), siren: row.siren, name: row.name, number: row.number ?? undefined, amount: row.amount ?? undefined,
  scheme: row.scheme ?? undefined, status: row.status, next: row.next, advisor: row.advisor, createdAt: row.created_at, updatedAt: row.updated_at,
  hereSince: row.here_since ?? undefined, hereChanges: row.here_changes, heardSince: row.heard_since ?? undefined, stageSince: row.stage_since ?? undefined,
  acted: row.act === null || row.acted_at === null ? undefined : { act: blobToUuid(row.act), at: row.acted_at },
  reservedAt: row.reserved_at ?? undefined,
});

/** Order of names as a French reader expects it: accents and case aside. */
const nameKey = (name: string): string => unaccented(name).toUpperCase();

/** Writes what differs from the row kept, and nothing else: a column written again as it was costs a page in each of its indexes. True where none was kept. */
export function putRow(db: WritableDb, row: StoredRow): boolean {
  const kept = db.get<Row & { readonly id: number }>(sql`SELECT id, ${COLUMNS} FROM file_row WHERE file = ${uuidToBlob(row.file)}`);
  if (kept === undefined) {
    const made = db.get<{ id: number }>(sql`
      INSERT INTO file_row (file, siren, name, name_key, number, amount, scheme, status, next, advisor, created_at, updated_at, here_since, here_changes, heard_since, stage_since, act, acted_at, reserved_at)
      VALUES (${uuidToBlob(row.file)}, ${row.siren}, ${row.name}, ${nameKey(row.name)}, ${row.number}, ${row.amount}, ${row.scheme}, ${row.status}, ${row.next},
              ${row.advisor}, ${row.createdAt}, ${row.updatedAt}, ${row.hereSince}, ${row.hereChanges}, ${row.heardSince}, ${row.stageSince},
              ${row.acted === undefined ? undefined : uuidToBlob(row.acted.act)}, ${row.acted?.at}, ${row.reservedAt})
      RETURNING id`);
    if (made !== undefined) putWords(db, made.id, row);
    return true;
  }
  const before = rowToStored(kept);
  const changed = changedColumns(before, row);
  if (changed.length > 0) db.run(sql`UPDATE file_row SET ${sql.join(changed)} WHERE id = ${kept.id}`);
  if (before.siren !== row.siren || before.name !== row.name || before.number !== row.number || before.amount !== row.amount) putWords(db, kept.id, row);
  return false;
}

function changedColumns(before: StoredRow, row: StoredRow): readonly Query[] {
  return [
    ...(before.siren === row.siren ? [] : [sql`siren = ${row.siren}`]),
    ...(before.name === row.name ? [] : [sql`name = ${row.name}, name_key = ${nameKey(row.name)}`]),
    ...(before.number === row.number ? [] : [sql`number = ${row.number}`]),
    ...(before.amount === row.amount ? [] : [sql`amount = ${row.amount}`]),
    ...(before.scheme === row.scheme ? [] : [sql`scheme = ${row.scheme}`]),
    ...(before.status === row.status ? [] : [sql`status = ${row.status}`]),
    ...(before.next === row.next ? [] : [sql`next = ${row.next}`]),
    ...(before.advisor === row.advisor ? [] : [sql`advisor = ${row.advisor}`]),
    ...(before.createdAt === row.createdAt ? [] : [sql`created_at = ${row.createdAt}`]),
    ...(before.updatedAt === row.updatedAt ? [] : [sql`updated_at = ${row.updatedAt}`]),
    ...(before.hereSince === row.hereSince ? [] : [sql`here_since = ${row.hereSince}`]),
    ...(before.hereChanges === row.hereChanges ? [] : [sql`here_changes = ${row.hereChanges}`]),
    ...(before.heardSince === row.heardSince ? [] : [sql`heard_since = ${row.heardSince}`]),
    ...(before.stageSince === row.stageSince ? [] : [sql`stage_since = ${row.stageSince}`]),
    ...(before.acted?.act === row.acted?.act ? [] : [sql`act = ${row.acted === undefined ? undefined : uuidToBlob(row.acted.act)}, acted_at = ${row.acted?.at}`]),
    ...(before.reservedAt === row.reservedAt ? [] : [sql`reserved_at = ${row.reservedAt}`]),
  ];
}

export function dropRow(db: WritableDb, file: FileId): void {
  const row = db.get<{ id: number }>(sql`DELETE FROM file_row WHERE file = ${uuidToBlob(file)} RETURNING id`);
  if (row !== undefined) db.run(sql`DELETE FROM file_search WHERE rowid = ${row.id}`);
}

export function findRow(db: ReadableDb, file: FileId): StoredRow | undefined {
  const row = db.get<Row>(sql`SELECT ${COLUMNS} FROM file_row WHERE file = ${uuidToBlob(file)}`);
  return row === undefined ? undefined : rowToStored(row);
}

/** Live files of the same company, without the file itself; newest first, few by nature. Guided files are nobody's: each is its person's own. */
export function listBySiren(db: ReadableDb, siren: string, except: FileId): readonly StoredRow[] {
  return db.all<Row>(sql`
    SELECT ${COLUMNS} FROM file_row
    WHERE siren = ${siren} AND siren <> '' AND siren <> ${TRAINING_SIREN} AND file <> ${uuidToBlob(except)} AND status NOT IN (${sql.values(ENDED_STATUSES)})
    ORDER BY updated_at DESC LIMIT 20`).map(rowToStored);
}

/** Files of companies by number and name alone, the newest first: enough of them that a company with many files leaves room for others. */
export function listCompanyRows(db: ReadableDb, match: string): readonly Pick<StoredRow, "file" | "siren" | "name" | "updatedAt">[] {
  const found = db.all<{ rowid: number }>(sql`SELECT rowid FROM file_search WHERE file_search MATCH ${`{siren name} : (${match})`} ORDER BY rowid DESC LIMIT 200`);
  return db.all<{ file: Uint8Array; siren: string; name: string; updated_at: number }>(sql`
    SELECT file, siren, name, updated_at FROM file_row WHERE ${isAmong(found.map(({ rowid }) => rowid))} AND siren <> '' ORDER BY +updated_at DESC, id DESC`)
    .map((row) => ({ file: blobToUuid<FileId>(row.file), siren: row.siren, name: row.name, updatedAt: row.updated_at }));
}

/** Most matches of a search that are sorted and counted: the newest. A person narrows the search long before. */
export const MOST_MATCHES = 1_000;
/** A filter that keeps more than this is met quickly by walking the list in its order; one that keeps less is gathered, then sorted. */
const MANY = 2_000;

export function listRows(db: ReadableDb, asked: CallInput<"files.list">, me: string): { readonly rows: readonly StoredRow[]; readonly total: number } {
  const found = findIds(db, matchOf(asked.search));
  const total = countRows(db, found, filterOf(asked.filter, me, "gather"));
  const way = found === undefined && total > MANY ? "walk" : "gather";
  const where = whereOf([...(found === undefined ? [] : [isAmong(found)]), ...filterOf(asked.filter, me, way)]);
  const order = way === "walk" || (found === undefined && asked.filter === "all") ? ORDERS[asked.sort].walk : ORDERS[asked.sort].gather;
  const rows = db.all<Row>(sql`SELECT ${COLUMNS} FROM file_row ${where} ORDER BY ${order} LIMIT ${asked.limit} OFFSET ${asked.offset}`);
  return { rows: rows.map(rowToStored), total };
}

function countRows(db: ReadableDb, found: readonly number[] | undefined, filter: readonly Query[]): number {
  if (found !== undefined && filter.length === 0) return found.length;
  const where = whereOf([...(found === undefined ? [] : [isAmong(found)]), ...filter]);
  return db.get<{ total: number }>(sql`SELECT count(*) AS total FROM file_row ${where}`)?.total ?? 0;
}

/** Looked for once, then counted and read: the words of a whole name cost more than all the rest. */
function findIds(db: ReadableDb, match: string | undefined): readonly number[] | undefined {
  if (match === undefined) return undefined;
  return db.all<{ rowid: number }>(sql`SELECT rowid FROM file_search WHERE file_search MATCH ${match} ORDER BY rowid DESC LIMIT ${MOST_MATCHES}`).map(({ rowid }) => rowid);
}

const isAmong = (ids: readonly number[]): Query => sql`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
const whereOf = (conditions: readonly Query[]): Query => (conditions.length === 0 ? sql.empty : sql`WHERE ${sql.join(conditions, " AND ")}`);

/** A `+` before a column keeps SQLite from using its index: it has no statistics here, and we know better which way is short. */
const ORDERS = {
  recent: { walk: sql`updated_at DESC, id DESC`, gather: sql`+updated_at DESC, id DESC` },
  name: { walk: sql`name_key, id`, gather: sql`+name_key, id` },
  amount: { walk: sql`amount DESC, id DESC`, gather: sql`+amount DESC, id DESC` },
  age: { walk: sql`file`, gather: sql`+file` },
} as const;

type Filter = CallInput<"files.list">["filter"];
function filterOf(filter: Filter, me: string, way: "walk" | "gather"): readonly Query[] {
  if (filter === "all") return [];
  if (filter === "mine") return [way === "walk" ? sql`+advisor = ${me}` : sql`advisor = ${me}`];
  if (filter === "waiting") return [way === "walk" ? sql`+here_since IS NOT NULL` : sql`here_since IS NOT NULL`];
  const statuses = sql.values(STATUSES[filter]);
  return [way === "walk" ? sql`+status IN (${statuses})` : sql`status IN (${statuses})`];
}
const STATUSES = {
  draft: ["draft", "incomplete", "ready"], registered: LOAN_STATUSES, "to-approve": ["registered"], undeclared: ["disbursed"], "to-settle": ["to-settle", "refused"], withdrawn: ENDED_STATUSES,
} as const satisfies Record<Exclude<Filter, "all" | "mine" | "waiting">, readonly RowStatus[]>;

/** Files that a person can settle here, whoever typed them: exactly those of the list's filter. */
export const countToSettle = (db: ReadableDb): number => countRows(db, undefined, [sql`status IN (${sql.values(STATUSES["to-settle"])})`]);

/** Every file that has a number, by it. */
export const listNumbers = (db: ReadableDb): ReadonlyMap<string, FileId> =>
  new Map(db.all<{ number: string; file: Uint8Array }>(sql`SELECT number, file FROM file_row WHERE number IS NOT NULL`).map((row) => [row.number, blobToUuid<FileId>(row.file)]));

/** Loans whose money left and that the guarantor was not told of: how many, how many cents, and since when the oldest. */
export function sumUndeclared(db: ReadableDb): { readonly count: number; readonly amount: number; readonly since: string | undefined } {
  const row = db.get<{ count: number; amount: number | null; since: string | null }>(sql`SELECT count(*) AS count, sum(amount) AS amount, min(stage_since) AS since FROM file_row WHERE status = 'disbursed'`);
  return { count: row?.count ?? 0, amount: row?.amount ?? 0, since: row?.since ?? undefined };
}

export function listRowPage(db: ReadableDb, afterId: number, limit: number): readonly (StoredRow & { readonly id: number })[] {
  return db.all<Row & { readonly id: number }>(sql`SELECT id, ${COLUMNS} FROM file_row WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, ...rowToStored(row) }));
}

/** Files that this person follows and that are not at their end, by id, so that a page goes on where the last one ended. */
export function listOfAdvisor(db: ReadableDb, advisor: string, afterId: number, limit: number): readonly { readonly id: number; readonly file: FileId }[] {
  return db.all<{ id: number; file: Uint8Array }>(sql`SELECT id, file FROM file_row WHERE id > ${afterId} AND +advisor = ${advisor} AND +status NOT IN (${sql.values(ENDED_STATUSES)}) ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, file: blobToUuid<FileId>(row.file) }));
}
export const countOfAdvisor = (db: ReadableDb, advisor: string): number => countRows(db, undefined, [sql`advisor = ${advisor}`, sql`+status NOT IN (${sql.values(ENDED_STATUSES)})`]);

/** Files with a number whose money has not left, the oldest first. */
export const listUnpaid = (db: ReadableDb, limit: number): readonly StoredRow[] =>
  db.all<Row>(sql`SELECT ${COLUMNS} FROM file_row WHERE status IN ('registered', 'approved') ORDER BY +file LIMIT ${limit}`).map(rowToStored);

/** Loans whose money may have left, by id, so that a page goes on where the last one ended. */
export function listPaidOutRows(db: ReadableDb, afterId: number, limit: number): readonly { readonly id: number; readonly file: FileId }[] {
  return db.all<{ id: number; file: Uint8Array }>(sql`SELECT id, file FROM file_row WHERE id > ${afterId} AND +number IS NOT NULL AND +status NOT IN (${sql.values(["registered", "approved", ...ENDED_STATUSES])}) ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, file: blobToUuid<FileId>(row.file) }));
}

/** Drafts: what a new day or new rules may make ready, or not. By id, so that a page goes on where the last one ended. */
export function listDraftRows(db: ReadableDb, afterId: number, limit: number): readonly { readonly id: number; readonly file: FileId }[] {
  return db.all<{ id: number; file: Uint8Array }>(sql`SELECT id, file FROM file_row WHERE id > ${afterId} AND +status IN ('ready', 'incomplete') ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, file: blobToUuid<FileId>(row.file) }));
}
