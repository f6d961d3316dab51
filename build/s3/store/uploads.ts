import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Refusal } from "../protocol/refusal.ts";
import type { Bucket } from "./bucket.ts";
import { moveDurably, writeDurably } from "./durable-file.ts";
import { type PartRecord, partRecord, type UploadRecord, uploadRecord } from "./records.ts";

const folderOf = (bucket: Bucket, uploadId: string): string => join(bucket.folder, "uploads", uploadId);

export async function createUpload(bucket: Bucket, upload: UploadRecord): Promise<void> {
  await mkdir(folderOf(bucket, upload.uploadId));
  await writeDurably(join(folderOf(bucket, upload.uploadId), "upload.json"), JSON.stringify(upload));
}

/** @throws {S3Refusal} NoSuchUpload, also for an id that belongs to another key */
export async function getUpload(bucket: Bucket, uploadId: string, key: string): Promise<UploadRecord> {
  if (!/^[\w-]{32}$/.test(uploadId)) throw new S3Refusal("NoSuchUpload", undefined, { UploadId: uploadId });
  const upload = await readUpload(bucket, uploadId);
  if (upload?.key !== key) throw new S3Refusal("NoSuchUpload", undefined, { UploadId: uploadId });
  return upload;
}

async function readUpload(bucket: Bucket, uploadId: string): Promise<UploadRecord | undefined> {
  try {
    return uploadRecord.parse(JSON.parse(await readFile(join(folderOf(bucket, uploadId), "upload.json"), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Uploads that are neither completed nor aborted, by key and then by age. */
export async function listUploads(bucket: Bucket): Promise<readonly UploadRecord[]> {
  const found = await Promise.all((await readdir(join(bucket.folder, "uploads"))).map((uploadId) => readUpload(bucket, uploadId)));
  return found.filter((upload) => upload !== undefined).toSorted((left, right) => Buffer.compare(Buffer.from(left.key), Buffer.from(right.key)) || (left.initiatedAt < right.initiatedAt ? -1 : 1));
}

/** Keeps a part, in place of the one that had its number. */
export async function addPart(bucket: Bucket, uploadId: string, part: PartRecord, bytes: string): Promise<void> {
  const before = (await listParts(bucket, uploadId)).find(({ number }) => number === part.number);
  await moveDurably(bytes, join(folderOf(bucket, uploadId), part.blob));
  await writeDurably(join(folderOf(bucket, uploadId), `part-${part.number}.json`), JSON.stringify(part));
  if (before !== undefined) await rm(join(folderOf(bucket, uploadId), before.blob), { force: true });
}

/** The parts that are whole, by number. */
export async function listParts(bucket: Bucket, uploadId: string): Promise<readonly PartRecord[]> {
  const files = (await readdir(folderOf(bucket, uploadId))).filter((file) => /^part-\d+\.json$/.test(file));
  const parts = await Promise.all(files.map(async (file) => partRecord.parse(JSON.parse(await readFile(join(folderOf(bucket, uploadId), file), "utf8")))));
  return parts.toSorted((left, right) => left.number - right.number);
}

export const partPath = (bucket: Bucket, uploadId: string, part: PartRecord): string => join(folderOf(bucket, uploadId), part.blob);

export async function removeUpload(bucket: Bucket, uploadId: string): Promise<void> {
  await rm(folderOf(bucket, uploadId), { recursive: true, force: true });
}
