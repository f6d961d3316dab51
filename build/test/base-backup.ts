import { chownSync, cpSync, existsSync, lstatSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/**
 * A base backup by hand (the npm package has no pg_basebackup), of a server at work: PostgreSQL says from where on its log makes the copy whole. `log`:
 * `left` for whoever follows the server and gets it from there, `taken` for a backup that is whole by itself; the server has to keep it meanwhile (wal_keep_size).
 */
export async function copyCluster(url: string, from: string, to: string, binaries: PostgresBinaries, log: "left" | "taken" = "left"): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('guichet', true)");
    const left = new Set(["postmaster.pid", "postmaster.opts"].map((name) => join(from, name)));
    cpSync(from, to, { recursive: true, filter: (path) => !left.has(path) && !path.startsWith(join(from, "pg_wal") + "/") && !path.includes("/pgsql_tmp") });
    for (const name of ["archive_status", "summaries"]) cpSync(join(from, "pg_wal", name), join(to, "pg_wal", name), { recursive: true });
    const { rows } = await client.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
    writeFileSync(join(to, "backup_label"), rows[0]?.labelfile ?? "");
    // After the stop: its own record, which says that the copy is whole, is in the log too.
    if (log === "taken") cpSync(join(from, "pg_wal"), join(to, "pg_wal"), { recursive: true });
  } finally {
    await client.end();
  }
  ownCluster(to, binaries);
}

/** Gives a folder to the account as which PostgreSQL runs. */
export function ownCluster(folder: string, { identity }: PostgresBinaries): void {
  if (identity === undefined) return;
  chownSync(folder, identity.uid, identity.gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) chownSync(join(folder, name), identity.uid, identity.gid);
}

/** Bytes of a folder's files. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((sum, name) => {
    const found = lstatSync(join(folder, name));
    return sum + (found.isFile() ? found.size : 0);
  }, 0);
}
