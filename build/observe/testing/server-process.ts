import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { whereItListens } from "../../test/where-it-listens.ts";

const environment = (env: Readonly<Record<string, string>>) => ({ ...process.env, GUICHET_PORT: "0", GUICHET_STORE: "postgres", GUICHET_LOG_LEVEL: "info", ...env });
const PROGRAM = fileURLToPath(new URL("../../../sync-server/main.ts", import.meta.url));

/** A server of its own process before PostgreSQL, once it says where it listens. What else it logs is read and dropped. */
export async function spawnServer(env: Readonly<Record<string, string>>): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ["ignore", "pipe", "inherit"], env: environment(env) });
  return { child, url: await whereItListens(child) };
}

export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
  child.kill("SIGTERM");
  await ended;
}

export async function runCommand(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"], env: environment(env) });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  const code = await new Promise<number | null>((resolve) => { child.once("close", resolve); });
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${String(code)}: ${said}`);
}
