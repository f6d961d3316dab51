import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOCK_NAME } from "../../main/core/db/lock-folder.ts";
import { WAL_FRAME_BYTES, WAL_HEADER } from "../../main/core/db/witness-wal.ts";
import { WAL_NAME } from "../../main/core/db/witness-aside.ts";
import { WITNESS_NAME } from "../../main/core/db/witness-file.ts";
import { profileDir } from "../../main/core/keys/profiles.ts";

/** In memory where there is such a place: killed processes are this model's matter, power cuts are not, and an fsync there is free. */
const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
export const newFolder = (): string => mkdtempSync(join(PLACE, "guichet-model-"));
export const dropFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });

/** What the operating system has of a profile at this instant: what a killed process leaves behind. */
export function copyProfile(dataDir: string, profile: string, into = newFolder()): string {
  const [from, to] = [profileDir(dataDir, profile), profileDir(into, profile)];
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) if (entry.isFile() && !entry.name.startsWith(LOCK_NAME)) copyFileSync(join(from, entry.name), join(to, entry.name));
  return into;
}

export const readWitness = (dataDir: string, profile: string): Buffer => readFileSync(join(profileDir(dataDir, profile), WITNESS_NAME));
export const writeWitness = (dataDir: string, profile: string, bytes: Buffer): void => writeFileSync(join(profileDir(dataDir, profile), WITNESS_NAME), bytes);

export type Damage = "flip" | "cut" | "gone";
/** Spoils the WAL. False when it holds nothing. */
export function spoilWal(dataDir: string, profile: string, how: Damage, pick: number): boolean {
  const path = join(profileDir(dataDir, profile), WAL_NAME);
  const frames = existsSync(path) ? Math.floor((statSync(path).size - WAL_HEADER) / WAL_FRAME_BYTES) : 0;
  if (frames < 1) return false;
  const at = WAL_HEADER + (pick % frames) * WAL_FRAME_BYTES;
  if (how === "gone") rmSync(path);
  else if (how === "cut") truncateSync(path, at);
  else flipBit(path, at + 24 + (pick * 131) % 16_000);
  return true;
}

function flipBit(path: string, at: number): void {
  const fd = openSync(path, "r+");
  try {
    const byte = Buffer.alloc(1);
    readSync(fd, byte, 0, 1, at);
    byte[0] = (byte[0] ?? 0) ^ 1;
    writeSync(fd, byte, 0, 1, at);
  } finally {
    closeSync(fd);
  }
}
