import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { fsyncFolder } from "../db/witness-file.ts";

/** Writes all of the text or leaves the old file: temporary file, fsync, rename, fsync of the folder. Readable by its owner only. */
export function replaceFile(path: string, text: string): void {
  const next = `${path}.next`;
  try {
    const fd = openSync(next, "w", 0o600);
    try {
      writeSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(next, path);
  } catch (error) {
    discard(next);
    throw error;
  }
  fsyncFolder(dirname(path));
}

/** What failed above is what the caller must hear of, not what is left to tidy. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next attempt writes over it.
  }
}
