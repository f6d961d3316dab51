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

/**
 * Copies the store and the contents of documents, in the place of the copy before. Only while nobody has the store open: a folder that
 * is being written would be copied torn. Throws what the file system says; the copy before is then still there.
 */
export function backUp(home: string, at: number): void {
  const { backup } = demonstrationFolders(home);
  const [fresh, old] = [`${backup}.new`, `${backup}.old`];
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  for (const part of partsOf(home)) if (existsSync(part)) cpSync(part, join(fresh, basename(part)), { recursive: true });
  writeFileSync(join(fresh, TAKEN), JSON.stringify({ format: 1, takenAt: at } satisfies z.infer<typeof takenSchema>), { mode: 0o600 });
  rmSync(old, { recursive: true, force: true });
  if (existsSync(backup)) renameSync(backup, old);
  renameSync(fresh, backup);
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
    const [fresh, old] = [`${part}.new`, `${part}.old`];
    rmSync(fresh, { recursive: true, force: true });
    if (existsSync(kept)) cpSync(kept, fresh, { recursive: true });
    rmSync(old, { recursive: true, force: true });
    if (existsSync(part)) renameSync(part, old);
    if (existsSync(fresh)) renameSync(fresh, part);
    rmSync(old, { recursive: true, force: true });
  }
}

/** After an end in the middle of {@link putBack}: what was moved aside comes back, so that a server never opens an empty place instead. */
export function mendFolders(home: string): void {
  for (const part of [...partsOf(home), demonstrationFolders(home).backup]) {
    if (!existsSync(part) && existsSync(`${part}.old`)) renameSync(`${part}.old`, part);
  }
}
