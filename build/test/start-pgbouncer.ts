import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";

export type RunningPgBouncer = {
  /** The database of the address that was given, through the pooler. */
  readonly url: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
};

/** "PgBouncer 1.18.0", or undefined where this machine has none. */
export function findPgBouncer(): string | undefined {
  const { status, stdout } = spawnSync("pgbouncer", ["--version"], { encoding: "utf8", env: withSystemPrograms() });
  return status === 0 ? stdout.split("\n")[0] : undefined;
}

/** PgBouncer in transaction mode before the database of `pgUrl`, with `connections` to it: fewer than its clients, so that they change hands. */
export async function startPgBouncer(pgUrl: string, connections: number): Promise<RunningPgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-pgbouncer-"));
  const [direct, port] = [new URL(pgUrl), await freePort()];
  const files = { users: join(folder, "users.txt"), settings: join(folder, "pgbouncer.ini") };
  writeFileSync(files.users, `"${direct.username}" "${direct.password}"\n`, { mode: 0o600 });
  writeFileSync(files.settings, ["[databases]", `* = host=127.0.0.1 port=${direct.port}`, "[pgbouncer]", "listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir =", "auth_type = plain",
    `auth_file = ${files.users}`, "pool_mode = transaction", `default_pool_size = ${connections}`, ""].join("\n"), { mode: 0o600 });
  const identity = process.getuid?.() === 0 ? nobody() : undefined;
  if (identity !== undefined) for (const path of [folder, files.users, files.settings]) chownSync(path, identity.uid, identity.gid);
  const child = spawn("pgbouncer", [files.settings], { ...identity, env: withSystemPrograms(), stdio: ["ignore", "ignore", "pipe"] });
  const killAtExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killAtExit);
  let said = "";
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("process up")) resolve();
    });
    void ended.then(() => reject(new Error(`PgBouncer ended: ${said}`)));
  });
  const url = new URL(pgUrl);
  url.port = String(port);
  return {
    url: url.href, version: findPgBouncer() ?? "",
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
      process.removeListener("exit", killAtExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps it where only administrators look. */
const withSystemPrograms = () => ({ PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin` });

/** It refuses to run as root. */
function nobody(): { readonly uid: number; readonly gid: number } {
  const [uid, gid] = ["-u", "-g"].map((which) => Number(spawnSync("id", [which, "nobody"], { encoding: "utf8" }).stdout));
  return { uid: uid ?? 0, gid: gid ?? 0 };
}
