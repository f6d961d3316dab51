import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseWitness, witnessToText, type Witness, type WitnessReading } from "./witness.ts";

export const WITNESS_NAME = "guichet.witness";
const NEXT_NAME = "guichet.witness.next";
/** Windows: an antivirus may hold the file for a moment. */
const RENAME_TRIES = 20;

/**
 * Writing is in two steps around the commit: `prepare` puts the next witness on disk under another name, so that a full disk is met before
 * the commit; `publish` renames it into place after. Killed between the two, the database is ahead by one commit: nothing is lost.
 */
export type WitnessFile = {
  readonly read: () => WitnessReading;
  readonly prepare: (next: Witness) => void;
  readonly publish: () => void;
  readonly discard: () => void;
  /** Where a full disk has no room for another file: the same bytes of the old one, written over within its one sector. */
  readonly overwrite: (next: Witness) => void;
};

export function createWitnessFile(dir: string, sealKey: Uint8Array): WitnessFile {
  const [path, nextPath] = [join(dir, WITNESS_NAME), join(dir, NEXT_NAME)];
  return {
    read: () => {
      const text = readIfThere(path);
      return text === undefined ? { kind: "missing" } : parseWitness(text, sealKey);
    },
    prepare: (next) => {
      const fd = openSync(nextPath, "w", 0o600);
      try {
        writeSync(fd, witnessToText(next, sealKey));
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
    publish: () => {
      renamePatiently(nextPath, path);
      fsyncFolder(dir);
    },
    discard: () => rmSync(nextPath, { force: true }),
    overwrite: (next) => {
      const fd = openSync(path, "r+");
      try {
        writeSync(fd, witnessToText(next, sealKey).padEnd(fstatSync(fd).size), 0);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** Makes a rename or a creation in this folder survive a power cut. Windows has no such call and does it by itself. */
export function fsyncFolder(dir: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(dir, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function renamePatiently(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const held = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(errnoOf(error));
      if (!held || tries === RENAME_TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** `ENOENT`, `ENOSPC`, …, or an empty text when the error is not the file system's. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
