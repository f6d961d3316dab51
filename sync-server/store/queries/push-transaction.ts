import { isRetryable, sqlState, type SqlClient, type SqlDriver, type TextColumn } from "../sql.ts";
import { openingOf } from "../scope.ts";
import { NO_METER, type StoreMeter } from "../store-meter.ts";
import { OutOfScope, type DataScope } from "../store.ts";
import { REPLICA_COLUMNS, rowToReplica, type ReplicaRow, type ReplicaSqlRow } from "./replicas.ts";
import { erasedOf, type ErasedFile } from "./erasure.ts";
import { centreActTransaction, type CentreActTransaction } from "./centre-acts.ts";
import { quarantineTransaction, type QuarantineTransaction } from "./quarantine.ts";
import { reofferQueries, type Reoffers } from "./reoffers.ts";
import { CHANGE_COLUMNS, CREATED_COLUMNS, WRITE_FEED, WRITE_FILES } from "./push-writes.ts";

/** A verdict as kept: its JSON text without `n`, and where its place in the feed is found. */
export type KeptVerdict = { readonly verdict: string; readonly n: number | undefined };
export type LineRow = KeptVerdict & { readonly seq: number; readonly hash: string };
export type DecidedRow = KeptVerdict & { readonly change: string; readonly file: string; readonly person: string };
export type LockedFile = { readonly file: string; readonly branch: string; readonly state: string };
export type LedgerEntry = { readonly siren: string; readonly scheme: string; readonly amount: number; readonly grantOn: string; readonly number: string; readonly own: boolean };

export type ChangeWrite = {
  readonly replica: string; readonly seq: number; readonly change: string | null; readonly file: string | null; readonly kind: string | null;
  readonly head: string | null; readonly body: string | null; readonly salt: string | null; readonly hash: string;
  readonly verdict: string; readonly branch: string | null; /** Offset in the branch's numbers of this push. */ readonly place: number | null; readonly lastSeq: number; readonly decided: boolean;
};
export type FileWrite = {
  readonly file: string; readonly branch: string; readonly version: number; readonly status: string; readonly siren: string | null; readonly change: string;
  readonly replica: string; readonly state: string; readonly hash: string; readonly at: number;
};
export type MovementWrite = {
  readonly siren: string; readonly file: string; readonly scheme: string; readonly amount: number; readonly grantOn: string; readonly state: "reserved" | /** Reserved still, another amount. */ "corrected" | "granted" | "released";
  readonly number: string; readonly movedAt: number;
};
export type Effects = {
  readonly created: readonly FileWrite[];
  readonly updated: readonly FileWrite[];
  readonly changes: readonly ChangeWrite[];
  readonly movements: readonly MovementWrite[];
  readonly holds: readonly { readonly replica: string; readonly file: string; /** Null ends it. */ readonly cause: string | null }[];
  readonly disclosures: readonly { readonly change: string; readonly person: string; readonly siren: string; readonly available: number; readonly at: number }[];
};
export type FeedEffects = {
  readonly epoch: number;
  readonly branches: readonly { readonly branch: string; readonly many: number }[];
  readonly entries: readonly { readonly branch: string; readonly place: number; readonly kind: "file" | "left"; readonly file: string; readonly version: number; readonly change: string }[];
  readonly lines: readonly { readonly replica: string; readonly first: number; readonly last: number; readonly lastHash: string; readonly signature: string; readonly at: number }[];
};

/** What a push reads and writes, in the order of locks: replicas, files by id, accounts by SIREN, feed counters last. */
export type PushTransaction = {
  readonly lockReplicas: (replicas: readonly string[]) => Promise<readonly ReplicaRow[]>;
  readonly lineOf: (replica: string, first: number, last: number) => Promise<readonly LineRow[]>;
  readonly holdsOf: (replicas: readonly string[]) => Promise<readonly { readonly replica: string; readonly file: string; readonly cause: string }[]>;
  readonly decided: (changes: readonly string[]) => Promise<readonly DecidedRow[]>;
  readonly lockFiles: (files: readonly string[]) => Promise<readonly LockedFile[]>;
  /** Of those ids, the ones that some file of the bank has, seen or not. */
  readonly takenFiles: (files: readonly string[]) => Promise<readonly string[]>;
  /** Of those ids, files that were erased ([ER11]). Asked after the locks, so that nobody erases in between. */
  readonly erasedFiles: (files: readonly string[]) => Promise<readonly ErasedFile[]>;
  readonly openLedger: (sirens: readonly string[]) => Promise<readonly LedgerEntry[]>;
  /** Companies on which this person was told what remains, since `since`. */
  readonly disclosedTo: (person: string, since: number) => Promise<readonly string[]>;
  readonly write: (effects: Effects) => Promise<void>;
  /** Last of all, the commit with it. Answers, for each branch, its number before this push. Announces each branch once. */
  readonly writeFeed: (feed: FeedEffects) => Promise<ReadonlyMap<string, number>>;
  readonly reoffers: Reoffers;
  readonly quarantine: QuarantineTransaction;
  readonly acts: CentreActTransaction;
};

const ATTEMPTS = 5;

export async function runPush<T>(driver: SqlDriver, scope: DataScope, work: (tx: PushTransaction) => Promise<T>, meter: StoreMeter = NO_METER): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await driver.transaction(openingOf({ role: "write", ...scope }), (sql) => work(pushTransaction(sql, scope.bank, meter)));
    } catch (error) {
      if (sqlState(error) === "42501") throw new OutOfScope("row-level security", { cause: error });
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
      meter.retried(sqlState(error) ?? "");
    }
  }
}

type Placed = { readonly verdict: string; readonly branch_id: string | null; readonly place: number | null; readonly places: string };

function pushTransaction(sql: SqlClient, bank: string, meter: StoreMeter): PushTransaction {
  return {
    lockReplicas: async (replicas) =>
      (await sql.query<ReplicaSqlRow>(`SELECT ${REPLICA_COLUMNS} FROM replica WHERE bank_id = $1::uuid AND replica_id = ANY ($2::uuid[]) ORDER BY replica_id FOR UPDATE`, [bank, arrayText(replicas)])).map(rowToReplica),
    lineOf: async (replica, first, last) =>
      (await sql.query<Placed & { seq: number; hash: string }>(
        `SELECT c.seq, c.hash, c.verdict, c.branch_id, c.place, s.places FROM change c
         JOIN signed_head s ON s.bank_id = c.bank_id AND s.replica_id = c.replica_id AND s.last_seq = c.last_seq
         WHERE c.bank_id = $1::uuid AND c.replica_id = $2::uuid AND c.seq BETWEEN $3::bigint AND $4::bigint ORDER BY c.seq`,
        [bank, replica, first, last],
      )).map((row) => ({ seq: row.seq, hash: row.hash, ...keptVerdict(row) })),
    holdsOf: (replicas) => sql.query("SELECT replica_id AS replica, file_id AS file, cause FROM hold WHERE bank_id = $1::uuid AND replica_id = ANY ($2::uuid[])", [bank, arrayText(replicas)]),
    decided: async (changes) =>
      (await sql.query<Placed & { change_id: string; file_id: string; person_id: string }>(
        "SELECT change_id, file_id, person_id, verdict, branch_id, place, places FROM decided_changes($1::uuid[])", [arrayText(changes)],
      )).map((row) => ({ change: row.change_id, file: row.file_id, person: row.person_id, ...keptVerdict(row) })),
    lockFiles: (files) =>
      sql.query("SELECT file_id AS file, branch_id AS branch, state FROM file WHERE bank_id = $1::uuid AND file_id = ANY ($2::uuid[]) ORDER BY file_id FOR UPDATE", [bank, arrayText(files)]),
    takenFiles: async (files) => (await sql.query<{ file_id: string }>("SELECT file_id FROM taken_files($1::uuid[])", [arrayText(files)])).map((row) => row.file_id),
    erasedFiles: (files) => erasedOf(sql, bank, files),
    openLedger: async (sirens) => {
      const over = meter.ledgerAsked();
      return await sql.query<LedgerEntry>('SELECT siren, scheme, amount, grant_on AS "grantOn", number, own FROM ledger_open($1::text[])', [arrayText(sirens)]).finally(over);
    },
    disclosedTo: async (person, since) =>
      (await sql.query<{ siren: string }>("SELECT DISTINCT siren FROM disclosure WHERE bank_id = $1::uuid AND person_id = $2::uuid AND told_at >= $3::bigint", [bank, person, since])).map((row) => row.siren),
    write: async ({ created, changes, ...few }) =>
      void (await sql.query(WRITE_FILES, [
        bank, JSON.stringify(few), arrayText(few.updated.map((one) => one.file)), ...columnsOf(created, CREATED_COLUMNS), ...columnsOf(changes, CHANGE_COLUMNS),
      ])),
    writeFeed: async (feed) => {
      const rows = await sql.last<{ branch_id: string; before: number }>(WRITE_FEED, [bank, feed.epoch, JSON.stringify(feed)]);
      return new Map(rows.map((row) => [row.branch_id, row.before]));
    },
    reoffers: reofferQueries(sql, bank),
    quarantine: quarantineTransaction(sql, bank),
    acts: centreActTransaction(sql, bank),
  };
}

/** One column for each field named. */
function columnsOf<Name extends string>(rows: readonly { readonly [N in Name]: string | number | boolean | null }[], names: readonly Name[]): readonly TextColumn[] {
  return names.map((name) => rows.map((row) => {
    const value: string | number | boolean | null = row[name];
    return typeof value === "string" || value === null ? value : String(value);
  }));
}

/** An array parameter as one text. Only for ids and company numbers, which need no quoting. */
function arrayText(values: readonly string[]): string {
  if (values.some((value) => !/^[0-9a-f-]+$/.test(value))) throw new Error("not ids");
  return `{${values.join(",")}}`;
}

function keptVerdict({ verdict, branch_id: branch, place, places }: Placed): KeptVerdict {
  if (branch === null || place === null) return { verdict, n: undefined };
  const before = (JSON.parse(places) as Readonly<Record<string, number>>)[branch]; // written by WRITE_FEED
  return { verdict, n: before === undefined ? undefined : before + place };
}
