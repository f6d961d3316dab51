import { extractAll, listPackage, statFile } from "@electron/asar";
import { statSync } from "node:fs";

export type ArchivedFile = { readonly path: string; readonly size: number; readonly unpacked: boolean };

/** What an archive holds, in one order. */
export function readAsar(path: string): readonly ArchivedFile[] {
  return listPackage(path, { isPack: false })
    .map((name) => name.replaceAll("\\", "/").replace(/^\//, ""))
    .flatMap((name) => {
      const stat = statFile(path, name);
      return "size" in stat && !("files" in stat) ? [{ path: name, size: stat.size, unpacked: stat.unpacked }] : [];
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The archive itself, without what lies beside it. */
export const archiveSize = (path: string): number => statSync(path).size;

export const unpackAsar = (path: string, folder: string): void => extractAll(path, folder);
