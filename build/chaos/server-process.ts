import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { endWithUs } from "../test/end-with-us.ts";
import { whereItListens } from "../test/where-it-listens.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const CLOCK = fileURLToPath(new URL("jumping-clock.ts", import.meta.url));
const STOPS_WITHIN_MS = 60_000;

/** The server's own program, in a group of its own: Ctrl-C is for us first. */
export type ServerProcess = {
  readonly address: string;
  readonly kill9: () => Promise<void>;
  /** SIGTERM, and waits; its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Its clock is off by so much from now on. */
  readonly setClock: (byMs: number) => void;
};
/** `onError`: each line of its log that is an error, by its event and the class of what was thrown. */
export type ServerPlan = { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly onError: (what: string) => void };

export async function startServerProcess({ folder, env, onError }: ServerPlan): Promise<ServerProcess> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clock = join(folder, "clock");
  writeFileSync(clock, "0");
  const child = spawn(process.execPath, ["--import", CLOCK, "sync-server/main.ts"], {
    cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, GUICHET_PORT: "0", GUICHET_DATA: join(folder, "data"), GUICHET_TEST_CLOCK_FILE: clock, ...env },
  });
  endWithUs(child);
  let said = "";
  child.stderr.on("data", (piece: Buffer) => { said = (said + piece.toString()).slice(-4_000); });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const address = await whereItListens(child, { said: () => said, onLine: (line) => { if (line.includes('"level":"error"') || line.includes('"level":50')) onError(errorOf(line)); } });
  return {
    address,
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: async () => await stop(child, ended),
    setClock: (byMs) => writeFileSync(clock, String(byMs)),
  };
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
  const code = await ended;
  clearTimeout(late);
  return code;
}

function errorOf(line: string): string {
  try {
    const facts = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return [facts["msg"] ?? facts["event"], facts["route"], facts["error"], facts["code"]].filter((each) => typeof each === "string").join(" ");
  } catch {
    return "a line that is none";
  }
}
