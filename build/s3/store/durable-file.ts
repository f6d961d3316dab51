import { randomUUID } from "node:crypto";
import { open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Brings a folder's entries to the disk: a rename is not kept by a power cut before. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file whole or not at all, and returns once it is on the disk. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const fresh = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const handle = await open(fresh, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  await syncFolder(dirname(path));
}

/** Moves a file that is already on the disk to its place; both folders are of one file system. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}
