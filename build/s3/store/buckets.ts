import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Refusal } from "../protocol/refusal.ts";
import { Bucket } from "./bucket.ts";
import type { BucketRecord } from "./records.ts";

/** All buckets of one server, each in a folder of its name. */
export type Buckets = {
  /** @throws {S3Refusal} NoSuchBucket */
  readonly get: (name: string) => Bucket;
  /** @throws {S3Refusal} InvalidBucketName, BucketAlreadyOwnedByYou */
  readonly create: (name: string, record: BucketRecord) => Promise<Bucket>;
  /** @throws {S3Refusal} NoSuchBucket, BucketNotEmpty */
  readonly remove: (name: string) => Promise<void>;
  readonly has: (name: string) => boolean;
};

export async function openBuckets(folder: string): Promise<Buckets> {
  await mkdir(folder, { recursive: true });
  const buckets = new Map<string, Bucket>();
  for (const name of await readdir(folder)) buckets.set(name, await Bucket.open(name, join(folder, name)));
  const get = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw new S3Refusal("NoSuchBucket", undefined, { BucketName: name });
    return bucket;
  };
  return {
    get,
    has: (name) => buckets.has(name),
    create: async (name, record) => {
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes("..")) throw new S3Refusal("InvalidBucketName", undefined, { BucketName: name });
      if (buckets.has(name)) throw new S3Refusal("BucketAlreadyOwnedByYou", undefined, { BucketName: name });
      const bucket = await Bucket.create(name, join(folder, name), record);
      buckets.set(name, bucket);
      return bucket;
    },
    remove: async (name) => {
      if (!get(name).empty) throw new S3Refusal("BucketNotEmpty", undefined, { BucketName: name });
      buckets.delete(name);
      await rm(join(folder, name), { recursive: true, force: true });
    },
  };
}
