import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LogFacts, Logger } from "../deps.ts";

const LARGEST_BYTES = 5_000_000;

/** One JSON line an event in `logs/guichet.log` of the data folder; past 5 MB it becomes `guichet.1.log`. Never fails its caller. */
export function openFileLog(dataDir: string): Logger & { readonly close: () => void } {
  const folder = join(dataDir, "logs");
  const path = join(folder, "guichet.log");
  let file: number | undefined;
  const write = (level: string) => (event: string, facts: LogFacts = {}): void => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      file ??= openSync(path, "a", 0o600);
      writeSync(file, `${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
      if (fstatSync(file).size <= LARGEST_BYTES) return;
      close();
      renameSync(path, join(folder, "guichet.1.log"));
    } catch {
      // A full or missing disk is told where work is saved; a log line is not worth a failure.
    }
  };
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return { info: write("info"), warn: write("warn"), error: write("error"), close };
}
