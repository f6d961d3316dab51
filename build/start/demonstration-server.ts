import { fork, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { ServerNews } from "./serve-demonstration.ts";

export type DemonstrationServer = {
  readonly address: string;
  /** Settles when the server ends, asked or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
  /** SIGKILL: nothing is told, nothing is put away. */
  readonly kill9: () => Promise<void>;
};
export type ServerFault =
  /** Already in words. */
  | { readonly type: "Told"; readonly fr: string; readonly en: string }
  | { readonly type: "Fell"; readonly why: string };
export type ServerPlace = {
  /** Holds `server/` and `logs/`. */
  readonly home: string;
  readonly port: number;
  readonly env?: { readonly [name: string]: string | undefined };
};

const STARTS_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 20_000;
const entry = fileURLToPath(new URL("./serve-demonstration.ts", import.meta.url));

/** Where the server writes its log. */
export const serverLog = (home: string): string => join(home, "logs", "server.log");

/** Starts the sync server on the demonstration of `home`, in a process of its own. */
export async function startDemonstrationServer({ home, port, env = process.env }: ServerPlace): Promise<Result<DemonstrationServer, ServerFault>> {
  mkdirSync(join(home, "logs"), { recursive: true, mode: 0o700 });
  const log = openSync(serverLog(home), "a", 0o600);
  const child = fork(entry, [], {
    execPath: process.execPath, execArgv: [], stdio: ["ignore", log, log, "ipc"],
    env: { ...env, GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "pglite", GUICHET_HOST: "127.0.0.1", GUICHET_PORT: String(port), GUICHET_DATA: join(home, "server") },
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const news = await firstNews(child);
  if (news.type === "listening") return ok({ address: news.address, ended, stop: () => stopChild(child, ended), kill9: () => killChild(child, ended) });
  await stopChild(child, ended);
  return err(news.type === "fault" ? { type: "Told", fr: news.fr, en: news.en } : { type: "Fell", why: news.why });
}

function firstNews(child: ChildProcess): Promise<ServerNews> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ type: "fell", why: `no answer in ${STARTS_WITHIN_MS / 1_000} s` }), STARTS_WITHIN_MS);
    const settle = (news: ServerNews): void => {
      clearTimeout(late);
      resolve(news);
    };
    child.once("message", (news) => settle(news as ServerNews));
    child.once("error", (error) => settle({ type: "fell", why: error.message }));
    child.once("exit", (code, signal) => settle({ type: "fell", why: `exit ${code ?? signal ?? ""}` }));
  });
}

async function killChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill("SIGKILL");
  await ended;
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.send("stop", () => undefined);
  const late = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
