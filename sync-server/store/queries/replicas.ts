import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type EnrolRow = { readonly replica: string; readonly person: string; readonly publicKey: string; readonly device: string; readonly zeroHash: string; readonly at: number; readonly epoch: number };
export type ReplicaRow = { readonly replica: string; readonly person: string; readonly publicKey: string; readonly have: number; readonly lastHash: string; readonly revoked: boolean };

export type ReplicaStore = {
  /**
   * Enrols a replica for its person, or finds it enrolled; a new one waits for approval where the bank wants that. Undefined when the id stands already for another person's replica.
   * `scope.persons` is that person.
   */
  readonly enrol: (scope: DataScope, row: EnrolRow) => Promise<ReplicaRow | undefined>;
};

type Row = { readonly replica_id: string; readonly person_id: string; readonly public_key: string; readonly have: number; readonly last_hash: string; readonly revoked_at: number | null };
export const REPLICA_COLUMNS = "replica_id, person_id, public_key, have, last_hash, revoked_at";
export const rowToReplica = (row: Row): ReplicaRow => ({
  replica: row.replica_id, person: row.person_id, publicKey: row.public_key, have: row.have, lastHash: row.last_hash, revoked: row.revoked_at !== null,
});
export type ReplicaSqlRow = Row;

export function replicaQueries(driver: SqlDriver): ReplicaStore {
  return {
    enrol: (scope, row) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        const made = await sql.query(
          `INSERT INTO replica (bank_id, replica_id, person_id, public_key, device, last_hash, enrolled_at, seen_epoch)
           VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::bigint, $8::int) ON CONFLICT DO NOTHING RETURNING 1 AS n`,
          [scope.bank, row.replica, row.person, row.publicKey, row.device, row.zeroHash, row.at, row.epoch],
        );
        if (made.length > 0) await sql.query("INSERT INTO device (bank_id, replica_id, person_id, approval) SELECT $1::uuid, $2::uuid, $3::uuid, 'waiting' WHERE approves_workstations($1::uuid)", [scope.bank, row.replica, row.person]);
        await sql.query("UPDATE replica SET seen_epoch = $3::int WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND seen_epoch < $3::int", [scope.bank, row.replica, row.epoch]);
        const [found] = await sql.query<Row>(`SELECT ${REPLICA_COLUMNS} FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid`, [scope.bank, row.replica]);
        return found === undefined ? undefined : rowToReplica(found);
      }),
  };
}
