import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every file under a folder, relative to it with `/`, in one order everywhere. */
export const listFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
