import { readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning, waitForEnd } from "./process-life.ts";

/**
 * Stops and removes the PostgreSQL servers of test runs that were killed without a chance to do it themselves.
 * Their folders are named after the process that owned them: `prefix + pid + "-…"`.
 */
export function sweepOrphans(prefix: string, places: readonly string[] = [tmpdir(), "/var/tmp"]): void {
  for (const place of new Set(places)) {
    for (const name of foldersIn(place, prefix)) {
      const owner = Number(name.slice(prefix.length).split("-")[0]);
      if (!Number.isInteger(owner) || owner <= 0 || isRunning(owner)) continue;
      const folder = join(place, name);
      stopServerOf(join(folder, "data"));
      removeQuietly(folder);
    }
  }
}

function foldersIn(place: string, prefix: string): readonly string[] {
  try {
    return readdirSync(place).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** postmaster.pid: line 1 the process, line 2 its data folder; the second tells a server from a stranger with its number. */
function stopServerOf(data: string): void {
  try {
    const [pid, folder] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    if (folder !== data || !readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(data)) return;
    process.kill(Number(pid), "SIGQUIT");
    waitForEnd(Number(pid), 5_000);
  } catch {
    // No such file or no such process: there is no server left to stop.
  }
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // Another user's leftovers: theirs to remove.
  }
}
