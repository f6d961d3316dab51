import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { demonstrationFolders } from "./demonstration-folders.ts";

const takenSchema = z.object({ format: z.literal(1), takenAt: z.int().min(0) });
const TAKEN = "taken.json";

/** The parts of the server's folder that a backup is of; its keys and sign-ins stay as they are (docs/server.md, after a restore). */
const partsOf = (home: string): readonly string[] => {
  const { store, objects } = demonstrationFolders(home);
  return [store, objects];
};

/** A copy that is not the backup yet. `keep`: in the place of the one before. */
export type FreshBackup = { readonly keep: () => void; readonly drop: () => void };

/**
 * Copies the store and the contents of documents. Only while nobody has the store open: a folder that is being written would be copied
 * torn. Throws what the file system says; the backup before is then still there, as it is until `keep`.
 */
export function copyForBackup(home: string, at: number): FreshBackup {
  const { backup } = demonstrationFolders(home);
  const fresh = `${backup}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  for (const part of partsOf(home)) if (existsSync(part)) cpSync(part, join(fresh, basename(part)), { recursive: true });
  writeFileSync(join(fresh, TAKEN), JSON.stringify({ format: 1, takenAt: at } satisfies z.infer<typeof takenSchema>), { mode: 0o600 });
  return { keep: () => replaceFolder(fresh, backup), drop: () => rmSync(fresh, { recursive: true, force: true }) };
}

/** What is at `fresh` in the place of what is at `place`; an end in the middle leaves one of them, see {@link mendFolders}. */
function replaceFolder(fresh: string, place: string): void {
  const old = `${place}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  if (existsSync(fresh)) renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

/** Since when it is, UTC ms; undefined when there is no whole one. */
export function findBackup(home: string): { readonly takenAt: number } | undefined {
  try {
    const { takenAt } = takenSchema.parse(JSON.parse(readFileSync(join(demonstrationFolders(home).backup, TAKEN), "utf8")));
    return { takenAt };
  } catch {
    return undefined;
  }
}

/** Puts the copy in the place of what is there, which is gone then. Only while nobody has the store open. The copy stays. */
export function putBack(home: string): void {
  const { backup } = demonstrationFolders(home);
  for (const part of partsOf(home)) {
    const kept = join(backup, basename(part));
    const fresh = `${part}.new`;
    rmSync(fresh, { recursive: true, force: true });
    if (existsSync(kept)) cpSync(kept, fresh, { recursive: true });
    replaceFolder(fresh, part);
  }
}

/** After an end in the middle of {@link putBack}: what was moved aside comes back, so that a server never opens an empty place instead. */
export function mendFolders(home: string): void {
  for (const part of [...partsOf(home), demonstrationFolders(home).backup]) {
    if (!existsSync(part) && existsSync(`${part}.old`)) renameSync(`${part}.old`, part);
  }
}
