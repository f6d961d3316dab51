import type { ReleaseNote } from "../../../shared/sync/workstation-note.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

/** A workstation that may work, and what it said of releases. `branches`: its owner's, her own first. */
export type ReleaseRow = {
  readonly replica: string; readonly name: string; readonly branches: readonly string[]; readonly label: string; readonly heardAt: number | undefined;
  readonly version: string | undefined; /** First heard of in that version. */ readonly versionAt: number | undefined; readonly release: ReleaseNote | undefined;
};
export type BranchRow = { readonly id: string; readonly name: string; readonly region: string | undefined };

export type ReleaseStore = {
  /** Of those not revoked, of people who are still of the bank; in order of replica. */
  readonly listReleases: (bank: string) => Promise<readonly ReleaseRow[]>;
  /** All branches of a bank, by name. */
  readonly listBranches: (bank: string) => Promise<readonly BranchRow[]>;
};

type Row = {
  readonly replica_id: string; readonly person_name: string; readonly branches: string; readonly label: string; readonly heard_at: number | null; readonly version: string | null; readonly version_at: number | null;
  readonly channel: string | null; readonly offered: string | null; readonly offered_at: number | null; readonly staging: number | null; readonly offer: string | null;
};

export function releaseQueries(driver: SqlDriver): ReleaseStore {
  return {
    listReleases: (bank) => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) =>
      (await sql.query<Row>("SELECT replica_id, person_name, branches, label, heard_at, version, version_at, channel, offered, offered_at, staging, offer FROM bank_releases() ORDER BY replica_id", [])).map(toRow)),
    listBranches: (bank) => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) =>
      (await sql.query<{ branch_id: string; name: string; region: string | null }>("SELECT branch_id, name, region FROM bank_branches() ORDER BY name, branch_id", [])).map(({ branch_id, name, region }) => ({ id: branch_id, name, region: region ?? undefined }))),
  };
}

const toRow = (row: Row): ReleaseRow => ({
  replica: row.replica_id, name: row.person_name, branches: JSON.parse(row.branches) as readonly string[], // by our own function
  label: row.label, heardAt: row.heard_at ?? undefined, version: row.version ?? undefined, versionAt: row.version_at ?? undefined,
  release: row.channel === null || row.offered === null ? undefined : { channel: row.channel, version: row.offered, issuedAt: row.offered_at ?? 0, staging: row.staging ?? 0, is: row.offer ?? "" },
});
