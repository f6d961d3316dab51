import { closeSync, constants, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fsyncFolder, WITNESS_NAME } from "./witness-file.ts";

export const DB_NAME = "guichet.db";
export const WAL_NAME = "guichet.db-wal";
/** Says that damage was met while running; the next opening then stops, even if it would not meet it again by itself. */
export const DAMAGED_NAME = "guichet.damaged";
export const ASIDE_NAME = "aside";
const NOTE_NAME = "what.json";
const KEPT_FILES = [DB_NAME, WAL_NAME, WITNESS_NAME, DAMAGED_NAME];

/**
 * Copies all of the database as it stands to `aside/<time>/`, to disk, and answers that path relative to `dir`. Changes nothing else.
 * The same damage met again (same sizes and times) is not copied twice. Throws when there is no room.
 */
export function copyAside(dir: string, reason: string, nowMs: number): string {
  const files = present(dir).map((name) => describe(join(dir, name), name));
  const known = listAside(dir).find((aside) => isNoteOf(join(dir, aside), files));
  if (known !== undefined) return known;
  const aside = freshName(dir, nowMs);
  mkdirSync(join(dir, aside), { recursive: true, mode: 0o700 });
  for (const name of present(dir)) copyDurably(join(dir, name), join(dir, aside, name));
  writeFileSync(join(dir, aside, NOTE_NAME), JSON.stringify({ files, reason }), { mode: 0o600, flush: true });
  fsyncFolder(join(dir, aside));
  fsyncFolder(join(dir, ASIDE_NAME));
  return aside;
}

/** Paths relative to `dir`, newest first. */
export function listAside(dir: string): readonly string[] {
  if (!existsSync(join(dir, ASIDE_NAME))) return [];
  const names = readdirSync(join(dir, ASIDE_NAME), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map((entry) => join(ASIDE_NAME, entry.name)).toSorted().toReversed();
}

/** Puts the damaged originals in the place of their copies, so that a new database can begin in `dir`. Nothing is deleted. */
export function moveAside(dir: string, aside: string): void {
  // The database goes last: until then, the next opening still meets the damage.
  for (const name of present(dir).toReversed()) renameSync(join(dir, name), join(dir, aside, name));
  for (const name of [`${DB_NAME}-shm`, `${WITNESS_NAME}.next`]) rmSync(join(dir, name), { force: true });
  fsyncFolder(join(dir, aside));
  fsyncFolder(dir);
}

/** A copy that survives a power cut once this returns. */
export function copyDurably(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  const fd = openSync(to, "r+");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** True when anything of a database stands in the folder. */
export const hasDatabase = (dir: string): boolean => present(dir).length > 0;

const present = (dir: string): readonly string[] => KEPT_FILES.filter((name) => existsSync(join(dir, name)));

type Described = { readonly name: string; readonly bytes: number; readonly changedMs: number };

function describe(path: string, name: string): Described {
  const { size, mtimeMs } = statSync(path);
  return { name, bytes: size, changedMs: Math.trunc(mtimeMs) };
}

function isNoteOf(folder: string, files: readonly Described[]): boolean {
  const path = join(folder, NOTE_NAME);
  return existsSync(path) && readFileSync(path, "utf8").startsWith(JSON.stringify({ files }).slice(0, -1));
}

function freshName(dir: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-");
  for (let n = 1; ; n += 1) {
    const name = join(ASIDE_NAME, n === 1 ? time : `${time}-${n}`);
    if (!existsSync(join(dir, name))) return name;
  }
}
