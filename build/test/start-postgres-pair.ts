import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ChildProcess } from "node:child_process";
import { openTcpProxy, type TcpProxy } from "../weather/tcp-proxy.ts";
import { copyCluster, ownCluster } from "./base-backup.ts";
import { createOnDiskFolder } from "./on-disk-folder.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { runOn } from "./run-on.ts";
import { folderPrefix, initialise, killGroup, killNow, startOnFreePort, stop } from "./start-postgres.ts";
import { sweepOrphans } from "./sweep-orphans.ts";

/**
 * Two PostgreSQL servers of our own, the second following the first; gone with `stop` or with this process. Whoever uses them knows one address,
 * which leads to the first until {@link PostgresPair.promote}, as a cluster's address does.
 */
export type PostgresPair = {
  /** Of the superuser, by the address that moves. */
  readonly url: string;
  /** Between the two: while it is silent or cut, nothing of the first reaches the second. */
  readonly replication: TcpProxy;
  /** From here on a commit is answered once the second has it on its disk ("on"), or as soon as the first has ("off"). */
  readonly synchronous: (mode: "on" | "off") => Promise<void>;
  /** SIGKILL to the first, all of it at once, as when its machine is gone. */
  readonly killPrimary: () => Promise<void>;
  /** The address leads to the second, which only reads until it is promoted. */
  readonly leadToStandby: () => void;
  /** The second begins to write, and the address leads to it. */
  readonly promote: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const NAME = "guichet_standby";
const SETTINGS = { wal_keep_size: "256MB", max_wal_senders: "4", hot_standby: "on" };

export async function startPostgresPair(): Promise<PostgresPair> {
  sweepOrphans(folderPrefix);
  const folder = createOnDiskFolder(`${folderPrefix}${process.pid}-`);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove);
  const running: ChildProcess[] = [];
  const killAll = () => running.forEach(killNow);
  process.prependListener("exit", killAll);
  const binaries = await findPostgresBinaries(folder);
  const [first, second] = [join(folder, "data"), join(folder, "standby")];
  const password = initialise(binaries, folder, first);
  const primary = await startOnFreePort(binaries, first, SETTINGS);
  running.push(primary.child);
  const address = await openTcpProxy({ target: primary.port });
  const replication = await openTcpProxy({ target: primary.port });
  const urlOf = (port: number): string => `postgres://guichet_admin:${password}@127.0.0.1:${port}/postgres`;

  await copyCluster(urlOf(primary.port), first, second, binaries);
  writeFileSync(join(second, "standby.signal"), "");
  writeFileSync(join(second, "postgresql.auto.conf"), `primary_conninfo = 'host=127.0.0.1 port=${replication.port} user=guichet_admin password=${password} application_name=${NAME} sslmode=disable'\n`, { mode: 0o600 });
  ownCluster(second, binaries);
  const standby = await startOnFreePort(binaries, second, SETTINGS);
  running.push(standby.child);
  await waitFor(urlOf(primary.port), `SELECT 1 FROM pg_stat_replication WHERE application_name = '${NAME}' AND state = 'streaming'`);

  const leadToStandby = (): void => address.lead(standby.port);
  return {
    url: urlOf(address.port), replication,
    synchronous: async (mode) => {
      await runOn(urlOf(primary.port), `ALTER SYSTEM SET synchronous_standby_names = '${mode === "on" ? NAME : ""}'`);
      await runOn(urlOf(primary.port), "SELECT pg_reload_conf()");
      await waitFor(urlOf(primary.port), `SELECT 1 FROM pg_stat_replication WHERE application_name = '${NAME}' AND sync_state = '${mode === "on" ? "sync" : "async"}'`);
    },
    killPrimary: async () => {
      const { child } = primary;
      const ended = new Promise((resolve) => { child.once("exit", resolve); });
      killGroup(child);
      await ended;
    },
    leadToStandby,
    promote: async () => {
      await runOn(urlOf(standby.port), "SELECT pg_promote(true, 60)");
      leadToStandby();
    },
    stop: async () => {
      await Promise.all([address.close(), replication.close()]);
      for (const child of running.toReversed()) await stop(child);
      process.removeListener("exit", killAll);
      process.removeListener("exit", remove);
      remove();
    },
  };
}

async function waitFor(url: string, statement: string): Promise<void> {
  for (const end = Date.now() + 60_000; (await runOn(url, statement)) === 0; await setTimeout(50)) {
    if (Date.now() > end) throw new Error(`never: ${statement}`);
  }
}
