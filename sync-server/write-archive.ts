import { createHash, randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { placeFile } from "./place-file.ts";
import { LOCAL, layoutOf, MAX_ARCHIVE_BYTES, type ZipEntry } from "../shared/evidence/zip-layout.ts";

export type WrittenEntry = ZipEntry & { readonly sha256: string };
export type ArchiveFile = {
  /** One entry after the other, as its bytes come. @throws RangeError beyond 4 GiB */
  readonly add: (path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<WrittenEntry>;
  /** Durable, and under its own name only now. @throws EEXIST where something is there meanwhile */
  readonly finish: () => Promise<{ readonly bytes: number }>;
  /** Leaves nothing. Harmless after {@link finish}. */
  readonly abandon: () => Promise<void>;
};

/** An archive of shared/evidence/zip-layout.ts that is written as it is made: entries first, each after room for its header, and what follows from their sizes at the end. */
export async function createArchiveFile(path: string): Promise<ArchiveFile> {
  const making = `${path}.part-${randomBytes(4).toString("hex")}`;
  const file = await open(making, "wx", 0o600);
  const entries: WrittenEntry[] = [];
  let [offset, isOpen] = [0, true];
  const close = async (): Promise<void> => { if (isOpen) [isOpen] = [false, await file.close()]; };
  return {
    add: async (name, pieces) => {
      offset += LOCAL + name.length;
      const hash = createHash("sha256");
      let [bytes, sum] = [0, 0];
      for await (const piece of pieces) {
        if (offset + piece.length > MAX_ARCHIVE_BYTES) throw new RangeError("too large for a ZIP");
        await file.write(piece, 0, piece.length, offset);
        hash.update(piece);
        [sum, bytes, offset] = [crc32(piece, sum), bytes + piece.length, offset + piece.length];
      }
      const entry = { path: name, bytes, crc32: sum, sha256: hash.digest("hex") };
      entries.push(entry);
      return entry;
    },
    finish: async () => {
      const { frame, size } = layoutOf(entries);
      for (const piece of frame) await file.write(piece.bytes, 0, piece.bytes.length, piece.offset);
      await file.sync();
      await close();
      await placeFile(making, path);
      return { bytes: size };
    },
    abandon: async () => {
      await close();
      await rm(making, { force: true });
    },
  };
}
