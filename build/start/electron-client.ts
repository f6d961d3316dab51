import { spawn } from "node:child_process";
import { join } from "node:path";
import { findRunning } from "../../main/core/control/find-running.ts";
import { compileElectron, electronOutDir } from "../compile/compile-electron.ts";

export type ElectronClient = { readonly ended: Promise<void>; readonly close: () => Promise<void> };

const OPENS_WITHIN_MS = 30_000;
const CLOSES_WITHIN_MS = 20_000;

/** Compiles the desktop application and opens it on `dataDir`; undefined when it does not come up, and the browser is to serve instead. */
export async function startElectronClient(program: string, dataDir: string, serverUrl: string): Promise<ElectronClient | undefined> {
  await compileElectron();
  const child = spawn(program, [join(electronOutDir, "main.js"), `--data=${dataDir}`, `--server=${serverUrl}`], { stdio: "ignore" });
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over.abort();
      resolve();
    };
    child.once("exit", end).once("error", end);
  });
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), CLOSES_WITHIN_MS);
    await ended;
    clearTimeout(late);
  };
  const until = Date.now() + OPENS_WITHIN_MS;
  while (!over.signal.aborted && Date.now() < until) {
    const running = await findRunning(dataDir);
    running?.close();
    if (running !== undefined) return { ended, close };
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 250))]);
  }
  await close();
  return undefined;
}
