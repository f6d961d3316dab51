import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterEach } from "vitest";

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

export type Run = { readonly child: ChildProcess; readonly out: () => string; readonly err: () => string; readonly ended: Promise<number | null> };

/** The program of this version. */
export const presentServer = join(import.meta.dirname, "..", "main.ts");

/** `npm run server` without npm: the same program, or another version's, and the same environment. */
export function run(env: Readonly<Record<string, string>>, args: readonly string[] = [], program = presentServer): Run {
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"], ...env }, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on("data", (chunk: Buffer) => { error += chunk.toString(); });
  return { child, out: () => out, err: () => error, ended: new Promise((resolve) => { child.on("close", resolve); }) };
}

/** The address of its first line of log. Rejects when it ends before. */
export async function addressOf({ child, out, err }: Run): Promise<string> {
  for (;;) {
    const address = /"address":"([^"]+)"/.exec(out())?.[1];
    if (address !== undefined) return address;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended: ${err()}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}
