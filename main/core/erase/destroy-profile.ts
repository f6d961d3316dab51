import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fsyncFolder } from "../db/witness-file.ts";
import { KEY_NAME } from "../keys/key-file.ts";
import { profileDir } from "../keys/profiles.ts";

/**
 * Ends a profile: its key slots first, written over and gone from the disk before anything else, so that cut off at any moment nothing opens what is left; then database, witness, contents, what was set
 * aside and its card. A disk may keep old blocks of the key file: they are worth no more than the passphrase. Repeating it is harmless.
 */
export function destroyProfile(dataDir: string, profile: string, randomBytes: (length: number) => Uint8Array): void {
  const dir = profileDir(dataDir, profile);
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir).filter((one) => one.startsWith(KEY_NAME))) {
    writeOver(join(dir, name), randomBytes);
    rmSync(join(dir, name), { force: true });
  }
  fsyncFolder(dir);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  markForSweep(dataDir);
}

function writeOver(path: string, randomBytes: (length: number) => Uint8Array): void {
  const file = openSync(path, "r+");
  try {
    writeSync(file, randomBytes(fstatSync(file).size), 0, undefined, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const MARK = join("erased", "sweep");
/** What a host keeps beside the profiles: the window's own browser profile, Electron's, the log, pages that led to an address. */
const SWEPT = ["window", "electron", "logs", "opening"];

function markForSweep(dataDir: string): void {
  mkdirSync(join(dataDir, "erased"), { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, MARK), "", { mode: 0o600 });
}

/** Before a host opens anything: after an erasure, what the windows and the log of before had kept goes too. */
export function sweepAfterErasure(dataDir: string): void {
  if (!existsSync(join(dataDir, MARK))) return;
  for (const name of SWEPT) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  rmSync(join(dataDir, MARK), { force: true });
}
