import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { createOnDiskFolder } from "./on-disk-folder.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { waitForEnd } from "./process-life.ts";
import { sweepOrphans } from "./sweep-orphans.ts";

/** A PostgreSQL server of our own, durable as in production (fsync on), gone with `stop` or with this process. */
export type RunningPostgres = {
  /** Of its superuser, on the database `postgres`. */
  readonly url: string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

export const folderPrefix = "guichet-pg-";
const startLimitMs = 30_000;
const attempts = 3;

/** `files`: of its data folder, by name, as its account alone may read them. @throws with PostgreSQL's own last words when it does not start */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}, files: Readonly<Record<string, string>> = {}): Promise<RunningPostgres> {
  sweepOrphans(folderPrefix);
  const folder = createOnDiskFolder(`${folderPrefix}${process.pid}-`);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove);
  try {
    const binaries = await findPostgresBinaries(folder);
    const data = join(folder, "data");
    const password = initialise(binaries, folder, data);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(data, name), text, { mode: 0o600 });
      if (binaries.identity !== undefined) chownSync(join(data, name), binaries.identity.uid, binaries.identity.gid);
    }
    const { child, port } = await startOnFreePort(binaries, data, settings);
    const killAtExit = () => killNow(child);
    process.prependListener("exit", killAtExit);
    return {
      url: `postgres://guichet_admin:${password}@127.0.0.1:${port}/postgres`,
      folder,
      stop: async () => {
        await stop(child);
        process.removeListener("exit", killAtExit);
        process.removeListener("exit", remove);
        remove();
      },
    };
  } catch (error) {
    process.removeListener("exit", remove);
    remove();
    throw error;
  }
}

/** A new cluster in `data`, its log in `log` where that is given; answers the password of its superuser `guichet_admin`. */
export function initialise({ initdb, identity }: PostgresBinaries, folder: string, data: string, log?: string): string {
  const password = randomBytes(18).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(data, { mode: 0o700 });
  if (identity !== undefined) {
    chmodSync(folder, 0o711);
    for (const path of [data, passwordFile]) chownSync(path, identity.uid, identity.gid);
  }
  const args = ["-D", data, "-U", "guichet_admin", "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-instructions", ...(log === undefined ? [] : ["--waldir", log])];
  execFileSync(initdb, args, { ...identity, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  rmSync(passwordFile);
  return password;
}

export async function startOnFreePort(binaries: PostgresBinaries, data: string, settings: Readonly<Record<string, string>>): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const outcome = await tryToStart(binaries, data, port, settings);
    if (outcome.kind === "started") return { child: outcome.child, port };
    // Somebody else may have taken the port between the question and the start.
    if (attempt === attempts || !/could not bind|Address already in use/.test(outcome.said)) {
      throw new Error(`PostgreSQL did not start:\n${outcome.said}`);
    }
  }
}

type Outcome = { readonly kind: "started"; readonly child: ChildProcess } | { readonly kind: "failed"; readonly said: string };

function tryToStart({ postgres, identity }: PostgresBinaries, data: string, port: number, settings: Readonly<Record<string, string>>): Promise<Outcome> {
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200", fsync: "on", synchronous_commit: "on", timezone: "UTC", ...settings };
  const args = ["-D", data, "-p", String(port), ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  return new Promise((resolve) => {
    // In a group of its own: Ctrl-C at the terminal must let the tests finish with their server still there.
    const child = spawn(postgres, args, { ...identity, cwd: data, detached: process.platform !== "win32", stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), startLimitMs);
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      child.removeListener("error", onError);
      child.removeListener("exit", onExit);
      resolve(outcome);
    };
    const onError = (error: Error) => settle({ kind: "failed", said: error.message });
    const onExit = () => settle({ kind: "failed", said });
    child.once("error", onError);
    child.once("exit", onExit);
    // Read to the end of its life: a full pipe would block the server.
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-8_192);
      if (/ready to accept (?:read-only )?connections/.test(said)) settle({ kind: "started", child });
    });
  });
}

/** SIGINT is PostgreSQL's fast shutdown: it ends the sessions, writes, and leaves. */
export function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGINT");
  });
}

/** From an exit handler nothing can be awaited: SIGQUIT is PostgreSQL's order to leave at once. */
export function killNow(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  child.kill("SIGQUIT");
  waitForEnd(child.pid, 5_000);
}

/** SIGKILL to a server and whatever it started, as when its machine is gone. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
}
