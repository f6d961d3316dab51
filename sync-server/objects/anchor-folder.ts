import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAnchorName } from "../../shared/audit/anchor.ts";
import { isPurgeName } from "../../shared/audit/purge.ts";
import type { AnchorStore } from "./anchor-store.ts";
import { ObjectsAway } from "./object-store.ts";

/** Anchors in a folder of this machine: each a file that is linked into place once and for ever. Whoever may write on the disk may erase them: beside the embedded store it finds accidents, and needs a disk of its own to prove more. */
export function openAnchorFolder(folder: string): AnchorStore {
  return {
    kind: "folder",
    put: (name, file) => away(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const making = join(folder, `.${name}.${randomBytes(6).toString("hex")}`);
      try {
        await write(making, file);
        await link(making, join(folder, name));
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
        return (await readFile(join(folder, name), "utf8")) === file ? "there" : "differs";
      } finally {
        await rm(making, { force: true });
      }
      await sync(folder);
      return "put";
    }),
    list: async function* (wanted = () => true, what = "anchors") {
      const isNamed = what === "anchors" ? isAnchorName : isPurgeName;
      const names = await away(async () => (await readdir(folder).catch((error: unknown) => { if (isCode(error, "ENOENT")) return []; throw error; })).filter(isNamed).toSorted());
      for (const name of names.filter(wanted)) yield { name, file: await away(() => readFile(join(folder, name), "utf8")) };
    },
    close: async () => undefined,
  };
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o400);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sync(folder: string): Promise<void> {
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;

async function away<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ObjectsAway("the anchors' folder cannot be used", { cause: error });
  }
}
