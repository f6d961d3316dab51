import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** How a command of the server's program ended, and what it said: its exit code is for the caller to judge. */
export type CommandTold = { readonly code: number | null; readonly out: string; readonly err: string };

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `npm run server -- …` in a process of its own, in English and to its end. Ctrl-C at the terminal does not reach it. */
export async function runServerCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandTold> {
  const child = spawn(process.execPath, ["sync-server/main.ts", ...args], {
    cwd: root, env: { ...process.env, ...env, LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" }, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32",
  });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, out: await out, err: await err };
}

/** What it said, where it ended well. @throws with its own words */
export async function mustRun(args: readonly string[], running: Promise<CommandTold>): Promise<string> {
  const { code, out, err } = await running;
  if (code !== 0) throw new Error(`server -- ${args[0] ?? ""} ended with ${code ?? "a signal"}: ${err.trim() || out.trim()}`);
  return out;
}
