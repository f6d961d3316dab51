import type { ChildProcess } from "node:child_process";
import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openTcpProxy } from "../weather/tcp-proxy.ts";
import { createOnDiskFolder } from "./on-disk-folder.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { folderPrefix, initialise, killNow, startOnFreePort, stop } from "./start-postgres.ts";
import { sweepOrphans } from "./sweep-orphans.ts";

/**
 * A PostgreSQL server of our own whose log (`pg_wal`) lies on a disk of the caller's, and which ends where there is no room for it. Its address stays
 * while it is down; gone with `stop` or with this process.
 */
export type FallingPostgres = {
  /** Of its superuser, on the database `postgres`. */
  readonly url: string;
  /** Fulfilled once the server has ended, all of it: what it said in this life, its last 8 KiB. */
  readonly fallen: () => Promise<string>;
  /** Starts it on what it left. @throws with its own last words when it ends again before it is ready */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * When it is down it is down, as under whatever watches a server that matters and starts it itself. And it keeps no used pieces of its log to write on, which
 * would last for minutes: on a full disk it ends at the next piece, at most 16 MiB on.
 */
const SETTINGS = { restart_after_crash: "off", wal_recycle: "off" };
const KEPT_WORDS = 8_192;

type Life = { readonly child: ChildProcess; readonly ended: Promise<string> };

/** @param disk a folder that PostgreSQL's account may reach, for the log alone */
export async function startFallingPostgres(disk: string): Promise<FallingPostgres> {
  sweepOrphans(folderPrefix);
  const folder = createOnDiskFolder(`${folderPrefix}${process.pid}-`);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove);
  const binaries = await findPostgresBinaries(folder);
  const [data, log] = [join(folder, "data"), join(disk, "pg_wal")];
  mkdirSync(log, { mode: 0o700 });
  if (binaries.identity !== undefined) chownSync(log, binaries.identity.uid, binaries.identity.gid);
  const password = initialise(binaries, folder, data, log);
  const address = await openTcpProxy();

  const start = async (): Promise<Life> => {
    const { child, port } = await startOnFreePort(binaries, data, SETTINGS);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => { said = (said + chunk.toString("utf8")).slice(-KEPT_WORDS); });
    address.lead(port);
    return { child, ended: new Promise((resolve) => { child.once("close", () => resolve(said)); }) };
  };
  let life = await start();
  const killAtExit = () => killNow(life.child);
  process.prependListener("exit", killAtExit);
  return {
    url: `postgres://guichet_admin:${password}@127.0.0.1:${address.port}/postgres`,
    fallen: async () => {
      const said = await life.ended;
      address.lead(undefined);
      return said;
    },
    start: async () => { life = await start(); },
    stop: async () => {
      await address.close();
      await stop(life.child);
      process.removeListener("exit", killAtExit);
      process.removeListener("exit", remove);
      remove();
    },
  };
}
