import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { CHUNK_BYTES } from "../../../shared/documents/parts.ts";
import type { CoreDeps } from "../deps.ts";
import { CodedFailure } from "../db/connection.ts";
import { toStorageError } from "../db/open-errors.ts";
import { fsyncFolder } from "../db/witness-file.ts";
import type { StoredDocument } from "../db/documents.ts";

/** Names and keys of one content on this disk. */
export type Content = Pick<StoredDocument, "document" | "size" | "storeName" | "contentKey">;

/**
 * Contents of one profile, encrypted ([WS20]). A file is a mark, then chunks of one size, each AES-256-GCM under the document's own key with a
 * fresh nonce, bound to its document, size and place: none can be exchanged, repeated or left out. Throws CodedFailure: G1005, G1007, G7003.
 */
export type Contents = {
  readonly newContent: (document: string, size: number) => Content;
  /** All of it, on disk when this answers; nothing is left of a failure. */
  readonly write: (content: Content, bytes: Uint8Array) => Promise<void>;
  /** Whole chunks from place `index` on, on disk when this answers. The last chunk of the document may be short. */
  readonly writeChunks: (content: Content, index: number, bytes: Uint8Array) => Promise<void>;
  /** From a chunk's beginning, at most `length` bytes of whole chunks. */
  readonly read: (content: Content, offset: number, length: number) => Promise<Buffer>;
  readonly hash: (content: Content) => Promise<string>;
  readonly remove: (storeName: string) => Promise<void>;
};

export const CONTENTS_FOLDER = "documents";
const MARK = Buffer.from("GUIDOC1\n");
const [NONCE, TAG] = [12, 16];
const RECORD = NONCE + CHUNK_BYTES + TAG;

export function openContents(profileDir: string, randomBytes: CoreDeps["randomBytes"]): Contents {
  const folder = join(profileDir, CONTENTS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (storeName: string): string => join(folder, `${storeName}.enc`);
  const remove = (storeName: string): Promise<void> => rm(pathOf(storeName), { force: true });

  const writeChunks: Contents["writeChunks"] = (content, index, bytes) => guarded(async () => {
    const isNew = index === 0;
    const file = await open(pathOf(content.storeName), isNew ? "w" : "r+", 0o600);
    try {
      if (isNew) await file.write(MARK, 0, MARK.length, 0);
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        const place = index + at / CHUNK_BYTES;
        const record = seal(content, place, bytes.subarray(at, at + CHUNK_BYTES), randomBytes(NONCE));
        await writeAll(file, record, MARK.length + place * RECORD);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (isNew) fsyncFolder(folder);
  });

  const read: Contents["read"] = (content, offset, length) => guarded(async () => {
    const file = await open(pathOf(content.storeName), "r");
    try {
      const pieces: Buffer[] = [];
      for (let at = offset; at < Math.min(offset + length, content.size); at += CHUNK_BYTES) {
        const record = Buffer.alloc(NONCE + Math.min(CHUNK_BYTES, content.size - at) + TAG);
        const { bytesRead } = await file.read(record, 0, record.length, MARK.length + (at / CHUNK_BYTES) * RECORD);
        pieces.push(unseal(content, at / CHUNK_BYTES, record.subarray(0, bytesRead)));
      }
      return Buffer.concat(pieces);
    } finally {
      await file.close();
    }
  });

  return {
    newContent: (document, size) => ({ document, size, storeName: Buffer.from(randomBytes(16)).toString("hex"), contentKey: randomBytes(32) }),
    write: async (content, bytes) => {
      try {
        await writeChunks(content, 0, bytes);
      } catch (error) {
        await remove(content.storeName).catch(() => undefined);
        throw error;
      }
    },
    writeChunks,
    read,
    hash: async (content) => {
      const hash = createHash("sha256");
      for (let at = 0; at < content.size; at += 8 * CHUNK_BYTES) hash.update(await read(content, at, 8 * CHUNK_BYTES));
      return hash.digest("hex");
    },
    remove,
  };
}

const placeOf = ({ document, size }: Content, index: number): Buffer => Buffer.from(`guichet-document-1\n${document}\n${size}\n${index}`);

function seal(content: Content, index: number, plain: Uint8Array, nonce: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", content.contentKey, nonce).setAAD(placeOf(content, index));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(content: Content, index: number, record: Buffer): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", content.contentKey, record.subarray(0, NONCE)).setAAD(placeOf(content, index));
    decipher.setAuthTag(record.subarray(-TAG));
    return Buffer.concat([decipher.update(record.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    throw new CodedFailure({ code: "G7003" });
  }
}

async function writeAll(file: FileHandle, record: Buffer, position: number): Promise<void> {
  for (let at = 0; at < record.length; ) at += (await file.write(record, at, record.length - at, position + at)).bytesWritten;
}

/** A disk that is full or cannot be read is told by its code. A content that is gone is damage. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedFailure) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new CodedFailure({ code: "G7003" });
    const storage = toStorageError(error);
    throw storage === undefined ? error : new CodedFailure(storage);
  }
}
