import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type BranchKeyRow = { readonly id: string; readonly secret: string; readonly members: readonly string[]; readonly madeAt: number };
export type BranchReplicaRow = { readonly branch: string; readonly replica: string; readonly person: string; readonly publicKey: string; readonly have: number; readonly revokedAt: number | undefined };
/** What is known of one branch: its keys, newest first, its people now, and their replicas, revoked ones included. */
export type BranchStanding = { readonly keys: readonly BranchKeyRow[]; readonly members: readonly string[]; readonly replicas: readonly BranchReplicaRow[] };
/** What becomes of the keys: a new one, or the newest told to these people too. */
export type BranchKeyChange = { readonly kind: "new"; readonly key: BranchKeyRow } | { readonly kind: "told"; readonly id: string; readonly members: readonly string[] };

export type BranchKeyStore = {
  /** Reads how a branch of the scope stands and, in the same transaction, one caller at a time, writes what `decide` says. */
  readonly branchKeys: (scope: DataScope, branch: string, decide: (standing: BranchStanding) => BranchKeyChange | undefined) => Promise<BranchStanding>;
};

type ReplicaRow = { readonly branch_id: string; readonly replica_id: string; readonly person_id: string; readonly public_key: string; readonly have: number; readonly revoked_at: number | null };
/** As many as a workstation may still meet in a folder: what is older was written before anybody's long leave. */
const KEYS_TOLD = 5;

export function branchKeyQueries(driver: SqlDriver): BranchKeyStore {
  return {
    branchKeys: (scope, branch, decide) =>
      driver.transaction(openingOf({ role: "write", bank: scope.bank, branches: [branch], persons: scope.persons }), async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`branch-key ${branch}`]);
        const members = (await sql.query<{ person_id: string }>(
          "SELECT pb.person_id FROM person_branch pb JOIN person p ON p.bank_id = pb.bank_id AND p.person_id = pb.person_id WHERE pb.bank_id = scope_bank() AND pb.branch_id = $1::uuid AND p.active ORDER BY 1",
          [branch],
        )).map((row) => row.person_id);
        const replicas = (await sql.query<ReplicaRow>("SELECT branch_id, replica_id, person_id, public_key, have, revoked_at FROM branch_replicas() ORDER BY replica_id"))
          .map((row) => ({ branch: row.branch_id, replica: row.replica_id, person: row.person_id, publicKey: row.public_key, have: row.have, revokedAt: row.revoked_at ?? undefined }));
        const read = async (): Promise<readonly BranchKeyRow[]> => (await sql.query<{ id: string; secret: string; members: string; made_at: number }>(
          "SELECT key_id AS id, secret, array_to_json(members)::text AS members, made_at FROM branch_key WHERE bank_id = scope_bank() AND branch_id = $1::uuid ORDER BY made_at DESC, key_id DESC LIMIT $2::int",
          [branch, KEYS_TOLD],
        )).map((row) => ({ id: row.id, secret: row.secret, members: JSON.parse(row.members) as readonly string[], madeAt: row.made_at })); // an array of ours
        const standing = { keys: await read(), members, replicas };
        const change = decide(standing);
        if (change === undefined) return standing;
        if (change.kind === "told") {
          await sql.query("UPDATE branch_key SET members = $2::uuid[] WHERE bank_id = scope_bank() AND branch_id = $3::uuid AND key_id = $1::uuid", [change.id, `{${change.members.join(",")}}`, branch]);
        } else {
          const { id, secret, members: told, madeAt } = change.key;
          await sql.query(
            "INSERT INTO branch_key (bank_id, branch_id, key_id, secret, members, made_at) VALUES (scope_bank(), $1::uuid, $2::uuid, $3, $4::uuid[], $5::bigint)",
            [branch, id, secret, `{${told.join(",")}}`, madeAt],
          );
        }
        return { ...standing, keys: await read() };
      }),
  };
}
