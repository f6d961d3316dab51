import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ObjectsAway, type ObjectKey, type ObjectStore, type PartName } from "./object-store.ts";

/**
 * Contents in a folder of this machine, the embedded default. Durable: each file is synced, then renamed into place. As clear as the disk
 * is: encrypting it is the machine's to do.
 */
export function openFolderStore(folder: string): ObjectStore {
  const pathOf = ({ bank, file, document }: ObjectKey): string => join(folder, "documents", bank, file, document);
  const partsOf = ({ bank, file, document }: ObjectKey): string => join(folder, "parts", bank, file, document);
  const partOf = (key: ObjectKey, { part }: PartName): string => join(partsOf(key), part);
  return {
    kind: "folder",
    addressForPart: async () => undefined,
    putPart: (key, name, bytes) => away(() => write(partOf(key, name), bytes)),
    listParts: (key, names) => away(async () => {
      const found = await Promise.all(names.map(async (name) => ((await sizeOf(partOf(key, name))) === name.size ? [name.part] : [])));
      return new Set(found.flat());
    }),
    readPart: (key, name) => away(() => ifThere(() => readFile(partOf(key, name)))),
    dropParts: (key) => away(() => rm(partsOf(key), { recursive: true, force: true })),
    put: (key, bytes) => away(() => write(pathOf(key), bytes)),
    addressForReading: async () => undefined,
    read: (key, { from, to }) => away(() => ifThere(async () => {
      const file = await open(pathOf(key), "r");
      try {
        const bytes = Buffer.alloc(to - from);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    })),
    eraseFile: ({ bank, file }) => away(async () => {
      for (const place of ["documents", "parts"]) await rm(join(folder, place, bank, file), { recursive: true, force: true });
      return { until: undefined };
    }),
    close: async () => undefined,
  };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const making = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(making, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(making, path);
  } catch (error) {
    await rm(making, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

const sizeOf = async (path: string): Promise<number | undefined> => (await ifThere(() => stat(path)))?.size;

async function away<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ObjectsAway("the documents' folder cannot be used", { cause: error });
  }
}
