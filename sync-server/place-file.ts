import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Under its own name only now that it is whole, and only where nothing is; a disk that knows no links is asked to rename. @throws EEXIST */
export async function placeFile(making: string, path: string): Promise<void> {
  try {
    await link(making, path);
    await rm(making);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
    await rename(making, path);
  }
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
