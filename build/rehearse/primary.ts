import type { ChildProcess } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bytesIn, copyCluster, ownCluster } from "../test/base-backup.ts";
import { findPostgresBinaries, type PostgresBinaries } from "../test/postgres-binaries.ts";
import { runOn } from "../test/run-on.ts";
import { initialise, killGroup, killNow, startOnFreePort, stop } from "../test/start-postgres.ts";

/** The centre's database as a cluster of its own, durable as in production, which is backed up at work, lost whole, and brought back from that backup. */
export type Primary = {
  /** Of the superuser, on the centre's database; another one after {@link Primary.restore}. */
  readonly url: () => string;
  /** A base backup, while everybody works. Answers its bytes. */
  readonly backUp: () => Promise<number>;
  /** SIGKILL to all of it, and its folder gone: nothing of what was written since the backup is left here. */
  readonly lose: () => Promise<void>;
  /** A new cluster made of the backup, started. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const DATABASE = "guichet";
/** What a server of the product is given, and the log kept for as long as a backup takes. */
const SETTINGS = { shared_buffers: "256MB", max_wal_size: "4GB", wal_keep_size: "1GB" };

/** In a folder `pg` of `place`, which the caller makes and removes. */
export async function openPrimary(place: string): Promise<Primary> {
  const folder = join(place, "pg");
  mkdirSync(folder, { mode: 0o700 });
  const binaries = await findPostgresBinaries(folder);
  // Where PostgreSQL runs as another account than ours, that account has to get through to its own folders.
  if (binaries.identity !== undefined) for (const each of [place, folder]) chmodSync(each, 0o711);
  const [first, backup, second] = ["primary", "backup", "restored"].map((name) => join(folder, name)) as [string, string, string];
  const password = initialise(binaries, folder, first);
  let running: { readonly child: ChildProcess; readonly port: number } = await startOnFreePort(binaries, first, SETTINGS);
  const atExit = (): void => killNow(running.child);
  process.prependListener("exit", atExit);
  const urlOf = (database: string): string => `postgres://guichet_admin:${password}@127.0.0.1:${running.port}/${database}`;
  await runOn(urlOf("postgres"), `CREATE DATABASE ${DATABASE}`);
  return {
    url: () => urlOf(DATABASE),
    backUp: async () => {
      await copyCluster(urlOf("postgres"), first, backup, binaries, "taken");
      return bytesIn(backup);
    },
    lose: async () => {
      const ended = new Promise((resolve) => { running.child.once("exit", resolve); });
      killGroup(running.child);
      await ended;
      rmSync(first, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
    restore: async () => {
      bringBack(backup, second, binaries);
      running = await startOnFreePort(binaries, second, SETTINGS);
    },
    close: async () => {
      await stop(running.child);
      process.removeListener("exit", atExit);
    },
  };
}

/** The backup itself stays as it was taken. */
function bringBack(backup: string, place: string, binaries: PostgresBinaries): void {
  mkdirSync(place, { mode: 0o700 });
  cpSync(backup, place, { recursive: true });
  ownCluster(place, binaries);
}
