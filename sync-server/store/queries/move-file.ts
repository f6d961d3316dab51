import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type MoveStore = {
  /**
   * Hands a file over to another branch of the same bank: it leaves one feed and enters the other, in one transaction. The mover's replica
   * must be of a person of both branches. False when she sees no such file, or it is there already.
   */
  readonly moveFile: (scope: DataScope, move: { readonly file: string; readonly to: string; readonly replica: string; readonly epoch: number }) => Promise<boolean>;
};

export function moveQueries(driver: SqlDriver): MoveStore {
  return {
    moveFile: (scope, { file, to, replica, epoch }) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        const [found] = await sql.query<{ branch_id: string }>("SELECT branch_id FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid AND branch_id <> $3::uuid FOR UPDATE", [scope.bank, file, to]);
        if (found === undefined) return false;
        await sql.query("UPDATE file SET branch_id = $3::uuid, replica_id = $4::uuid WHERE bank_id = $1::uuid AND file_id = $2::uuid", [scope.bank, file, to, replica]);
        await sql.query(ENTER, [scope.bank, epoch, file, found.branch_id, to]);
        return true;
      }),
  };
}

const ENTER = `
  WITH counted AS (
    INSERT INTO feed_counter AS c (bank_id, branch_id, epoch, n)
    SELECT $1::uuid, t.branch, $2::int, 1 FROM unnest(ARRAY[$4::uuid, $5::uuid]) AS t (branch) ORDER BY t.branch
    ON CONFLICT (bank_id, branch_id, epoch) DO UPDATE SET n = c.n + 1
    RETURNING branch_id, n
  ), entered AS (
    INSERT INTO feed (bank_id, branch_id, epoch, n, kind, file_id, version, change_id)
    SELECT $1::uuid, c.branch_id, $2::int, c.n, CASE WHEN c.branch_id = $4::uuid THEN 'left' ELSE 'file' END, f.file_id, f.version, f.change_id
    FROM counted c JOIN file f ON f.bank_id = $1::uuid AND f.file_id = $3::uuid
  )
  SELECT pg_notify('guichet_news', json_build_object('bank', $1::uuid, 'branch', c.branch_id, 'n', c.n)::text) FROM counted c`;
