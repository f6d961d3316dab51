import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export type CommandTold = { readonly code: number | null; readonly out: string; readonly err: string };

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A command of the server's program, in English and to its end. Ctrl-C at the terminal does not reach it. */
export async function runServerCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandTold> {
  const child = spawn(process.execPath, ["sync-server/main.ts", ...args], {
    cwd: root, env: { ...process.env, ...env, LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" }, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32",
  });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, out: await out, err: await err };
}
