import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";

/** `state` and `branch` are undefined where the scope's person sees no such file. */
export type FileSight = { readonly enrolled: boolean; readonly state: string | undefined; readonly branch: string | undefined };

export type OneFileStore = {
  /** One file as it stands, for a person at her own workstation. */
  readonly seeFile: (scope: DataScope, file: string, replica: string) => Promise<FileSight>;
};

export function oneFileQueries(driver: SqlDriver): OneFileStore {
  return {
    seeFile: (scope, file, replica) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const [replicas, files] = await Promise.all([
          sql.query("SELECT 1 FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [scope.bank, replica]),
          sql.query<{ state: string; branch: string }>("SELECT state, branch_id AS branch FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid", [scope.bank, file]),
        ]);
        return { enrolled: replicas.length > 0, state: files[0]?.state, branch: files[0]?.branch };
      }),
  };
}
