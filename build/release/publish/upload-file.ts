import { open } from "node:fs/promises";
import type { OnBytes } from "../hash-file.ts";
import type { ObjectFacts, ObjectStore, OpenUpload, UploadedPart } from "./object-store.ts";
import { partBytes, readPart, type PlannedFile } from "./plan-file.ts";
import { PublishStop } from "./publish-stop.ts";

/** A released file never changes: a year is the longest that HTTP speaks of. */
const forEver = "public, max-age=31536000, immutable";
const atOnce = 4;

/** What stands at a file's key: nothing, these very bytes, or a beginning of them. Throws PublishStop `other-content`. */
export type Standing = { readonly kind: "absent" } | { readonly kind: "there" } | { readonly kind: "begun"; readonly upload: OpenUpload; readonly parts: readonly UploadedPart[] };

export async function standingOf(store: ObjectStore, key: string, file: PlannedFile): Promise<Standing> {
  if (await isThere(store, key, file)) return { kind: "there" };
  if (file.parts.length < 2) return { kind: "absent" };
  for (const upload of await store.listUploads(key)) {
    const parts = upload.parts.filter((sent) => file.parts.some((part) => part.number === sent.number && part.size === sent.size && part.crc32 === sent.crc32));
    if (parts.length > 0) return { kind: "begun", upload, parts };
  }
  return { kind: "absent" };
}

/** True when the object is these bytes. Throws PublishStop `other-content` when it is others: a released file is never replaced. */
async function isThere(store: ObjectStore, key: string, file: PlannedFile): Promise<boolean> {
  const found = await store.describe(key);
  if (found === undefined) return false;
  if (!isSame(found, file)) throw new PublishStop("other-content", key);
  return true;
}

export const isSame = (found: ObjectFacts, file: Pick<PlannedFile, "size" | "crc32" | "sha512">): boolean => found.size === file.size && found.crc32 === file.crc32 && found.sha512 === file.sha512;

/** Brings a file to its key, from where an earlier run stopped. Whoever else brought the same bytes meanwhile did it for us. */
export async function uploadFile(store: ObjectStore, key: string, file: PlannedFile, standing: Standing, onBytes: OnBytes): Promise<void> {
  if (standing.kind === "there") return await dropBegun(store, key, file);
  const facts = { contentType: file.contentType, cacheControl: forEver, crc32: file.crc32, sha512: file.sha512, size: file.size };
  const outcome = file.parts.length < 2 ? await putWhole() : await putParts();
  if (outcome !== "written" && !(await isThere(store, key, file))) throw new PublishStop("upload-gone", file.name);
  onBytes(file.name, file.size, file.size);
  await dropBegun(store, key, file);

  async function putWhole(): Promise<"written" | "crossed"> {
    const handle = await open(file.path, "r");
    try {
      return await store.put(key, await readPart(handle, 0), { ...facts, condition: { kind: "absent" } });
    } finally {
      await handle.close();
    }
  }

  async function putParts(): Promise<"written" | "crossed" | "gone"> {
    const done: UploadedPart[] = standing.kind === "begun" ? [...standing.parts] : [];
    const uploadId = standing.kind === "begun" ? standing.upload.uploadId : await store.beginUpload(key, facts);
    const waiting = file.parts.filter(({ number }) => !done.some((part) => part.number === number));
    let sent = done.reduce((sum, { size }) => sum + size, 0);
    let gone = false;
    const handle = await open(file.path, "r");
    const work = async (): Promise<void> => {
      for (let part = waiting.shift(); part !== undefined && !gone; part = waiting.shift()) {
        const answer = await store.putPart(key, uploadId, part, await readPart(handle, (part.number - 1) * partBytes)).catch((error: unknown) => {
          waiting.length = 0; // the others end with what they hold: the next run goes on from there
          throw error;
        });
        if (answer === "gone") gone = true;
        else done.push(answer);
        sent += part.size;
        onBytes(file.name, sent, file.size);
      }
    };
    try {
      const ends = await Promise.allSettled(Array.from({ length: atOnce }, work));
      const failed = ends.find((end) => end.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    } finally {
      await handle.close();
    }
    return gone ? "gone" : await store.completeUpload(key, uploadId, done.toSorted((left, right) => left.number - right.number), facts);
  }
}

/** Uploads begun and never ended are paid for until somebody drops them: also those of a run that died right after its last part. */
async function dropBegun(store: ObjectStore, key: string, file: PlannedFile): Promise<void> {
  if (file.parts.length > 1) for (const { uploadId } of await store.listUploads(key)) await store.abortUpload(key, uploadId);
}
