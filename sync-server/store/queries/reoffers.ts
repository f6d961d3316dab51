import type { SqlClient } from "../sql.ts";

/** A re-offered change that waits for its predecessors; texts are exact. */
export type WaitingRow = {
  readonly file: string; readonly version: number; readonly replica: string; readonly seq: number; readonly person: string; readonly branch: string; readonly kind: string;
  readonly head: string; readonly body: string; readonly hash: string; readonly verdict: string; readonly number: string | null;
};
export type ReinstatedRow = { readonly number: string; readonly file: string; readonly replica: string; readonly flag: string | null };
type Place = Pick<WaitingRow, "file" | "version" | "replica" | "seq">;

/** The part of a transaction that only re-offers need. */
export type Reoffers = {
  /** One re-offer of a bank at a time: a file that is not there yet has no row to lock. */
  readonly lock: () => Promise<void>;
  readonly waitingOf: (files: readonly string[]) => Promise<readonly WaitingRow[]>;
  readonly keepWaiting: (rows: readonly WaitingRow[], at: number) => Promise<void>;
  readonly dropWaiting: (places: readonly Place[]) => Promise<void>;
  /** Refused after all: kept for the report, with the verdict for its author ([SY58]). */
  readonly refuseWaiting: (places: readonly (Place & { readonly code: string; readonly late: string })[]) => Promise<void>;
  readonly noteReinstated: (rows: readonly ReinstatedRow[], at: number) => Promise<void>;
};

export function reofferQueries(sql: SqlClient, bank: string): Reoffers {
  return {
    lock: async () => void (await sql.query("SELECT pg_advisory_xact_lock(7104212, hashtext($1))", [bank])),
    waitingOf: (files) =>
      sql.query<WaitingRow>(
        `SELECT file_id AS file, version, replica_id AS replica, seq, person_id AS person, branch_id AS branch, kind, head, body, hash, verdict, number FROM reoffered
         WHERE bank_id = $1::uuid AND file_id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb))::uuid[]) AND outcome IS NULL ORDER BY file_id, version, replica_id, seq`,
        [bank, JSON.stringify(files)],
      ),
    keepWaiting: async (rows, at) =>
      void (await sql.query(
        `INSERT INTO reoffered (bank_id, file_id, version, replica_id, seq, person_id, branch_id, kind, head, body, hash, verdict, number, received_at)
         SELECT $1::uuid, t.file, t.version, t.replica, t.seq, t.person, t.branch, t.kind, t.head, t.body, t.hash, t.verdict, t.number, $3::bigint
         FROM jsonb_to_recordset($2::jsonb) AS t (file uuid, version integer, replica uuid, seq bigint, person uuid, branch uuid, kind text, head text, body text, hash text, verdict text, number text)`,
        [bank, JSON.stringify(rows), at],
      )),
    dropWaiting: async (places) =>
      void (await sql.query(
        `DELETE FROM reoffered r USING jsonb_to_recordset($2::jsonb) AS t (file uuid, version integer, replica uuid, seq bigint)
         WHERE r.bank_id = $1::uuid AND r.file_id = t.file AND r.version = t.version AND r.replica_id = t.replica AND r.seq = t.seq`,
        [bank, JSON.stringify(places)],
      )),
    refuseWaiting: async (places) =>
      void (await sql.query(
        `UPDATE reoffered r SET outcome = t.code, late = t.late FROM jsonb_to_recordset($2::jsonb) AS t (file uuid, version integer, replica uuid, seq bigint, code text, late text)
         WHERE r.bank_id = $1::uuid AND r.file_id = t.file AND r.version = t.version AND r.replica_id = t.replica AND r.seq = t.seq`,
        [bank, JSON.stringify(places)],
      )),
    noteReinstated: async (rows, at) =>
      void (await sql.query(
        `INSERT INTO reinstated (bank_id, number, file_id, replica_id, flag, at)
         SELECT $1::uuid, t.number, t.file, t.replica, t.flag, $3::bigint FROM jsonb_to_recordset($2::jsonb) AS t (number text, file uuid, replica uuid, flag text)
         ON CONFLICT (bank_id, number) DO UPDATE SET flag = coalesce(reinstated.flag, excluded.flag)`,
        [bank, JSON.stringify(rows), at],
      )),
  };
}
