import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ramDiskTypes = new Set([0x01021994, 0x858458f6]); // tmpfs and ramfs, as statfs(2) names them

/** True where a written byte would only be in memory, so that neither durability nor speed measured there means anything. */
export function isRamDisk(folder: string): boolean {
  return process.platform === "linux" && ramDiskTypes.has(statfsSync(folder).type);
}

/**
 * A new temporary folder on a real disk: the system's temporary place, or the next best when that one is in memory.
 * @throws when every candidate is a RAM disk or cannot be written
 */
export function createOnDiskFolder(prefix: string, candidates: readonly string[] = [tmpdir(), "/var/tmp", process.cwd()]): string {
  for (const candidate of candidates) {
    try {
      if (!isRamDisk(candidate)) return mkdtempSync(join(candidate, prefix));
    } catch {
      continue; // absent or not ours to write in: the next one
    }
  }
  throw new Error(`No folder on a real disk among ${candidates.join(", ")}. Set TMPDIR to one.`);
}
