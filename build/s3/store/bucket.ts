import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { moveDurably, writeDurably } from "./durable-file.ts";
import { type BucketRecord, bucketRecord, keyRecord, type ObjectVersion, type Version } from "./records.ts";

/** Letters and digits that say nothing, as S3's version and upload ids. */
export const createId = (): string => randomBytes(24).toString("base64url");

/**
 * One bucket in one folder: `bucket.json`, an index file for each key, the bytes of each version.
 * What is read is always whole: bytes come first, the key's index replaces the one before in one rename.
 */
export class Bucket {
  readonly name: string;
  readonly folder: string;
  #record: BucketRecord;
  readonly #keys: Map<string, readonly Version[]>;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(name: string, folder: string, record: BucketRecord, keys: Map<string, readonly Version[]>) {
    this.name = name;
    this.folder = folder;
    this.#record = record;
    this.#keys = keys;
  }

  static async create(name: string, folder: string, record: BucketRecord): Promise<Bucket> {
    for (const inner of ["keys", "blobs", "uploads", "incoming"]) await mkdir(join(folder, inner), { recursive: true });
    await writeDurably(join(folder, "bucket.json"), JSON.stringify(record));
    return new Bucket(name, folder, record, new Map());
  }

  /** Opens a bucket that another server left, however it ended; uploads that were under way without an index are gone. */
  static async open(name: string, folder: string): Promise<Bucket> {
    const record = bucketRecord.parse(JSON.parse(await readFile(join(folder, "bucket.json"), "utf8")));
    await rm(join(folder, "incoming"), { recursive: true, force: true });
    await mkdir(join(folder, "incoming"), { recursive: true });
    const keys = new Map<string, readonly Version[]>();
    for (const file of await readdir(join(folder, "keys"))) {
      if (file.startsWith(".")) continue;
      const { key, versions } = keyRecord.parse(JSON.parse(await readFile(join(folder, "keys", file), "utf8")));
      if (versions.length > 0) keys.set(key, versions);
    }
    return new Bucket(name, folder, record, keys);
  }

  get record(): BucketRecord {
    return this.#record;
  }

  get empty(): boolean {
    return this.#keys.size === 0;
  }

  async change(record: BucketRecord): Promise<void> {
    await writeDurably(join(this.folder, "bucket.json"), JSON.stringify(record));
    this.#record = record;
  }

  /** Where a body may be written before it has a name. */
  incoming(): string {
    return join(this.folder, "incoming", createId());
  }

  blob(name: string): string {
    return join(this.folder, "blobs", name);
  }

  /** Newest first; empty where nothing was ever written. */
  versions(key: string): readonly Version[] {
    return this.#keys.get(key) ?? [];
  }

  /** What a reader without a version id sees. */
  current(key: string): ObjectVersion | undefined {
    const newest = this.versions(key)[0];
    return newest?.kind === "object" ? newest : undefined;
  }

  /** Every key with a version, in S3's order: that of their UTF-8 bytes. */
  keys(): readonly string[] {
    return [...this.#keys.keys()].map((key) => [key, Buffer.from(key)] as const).toSorted(([, left], [, right]) => Buffer.compare(left, right)).map(([key]) => key);
  }

  /** One writer at a time: what `work` has looked at still holds when it writes. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Puts a version in front, in place of the unversioned one when it has no id of its own. Inside {@link exclusive}. */
  async add(key: string, version: Version, bytes?: string): Promise<void> {
    if (version.kind === "object" && bytes !== undefined) await moveDurably(bytes, this.blob(version.blob));
    const kept = this.versions(key).filter(({ versionId }) => versionId !== version.versionId);
    await this.#write(key, [version, ...kept]);
  }

  /** Replaces a version where it stands. Inside {@link exclusive}. */
  async replace(key: string, version: Version): Promise<void> {
    await this.#write(key, this.versions(key).map((known) => (known.versionId === version.versionId ? version : known)));
  }

  /** Removes a version for good. Inside {@link exclusive}. */
  async remove(key: string, versionId: string): Promise<void> {
    await this.#write(key, this.versions(key).filter((known) => known.versionId !== versionId));
  }

  async #write(key: string, versions: readonly Version[]): Promise<void> {
    const path = join(this.folder, "keys", `${createHash("sha256").update(key).digest("hex")}.json`);
    const before = this.versions(key);
    if (versions.length === 0) {
      await rm(path, { force: true });
      this.#keys.delete(key);
    } else {
      await writeDurably(path, JSON.stringify({ key, versions }));
      this.#keys.set(key, versions);
    }
    const kept = new Set(versions.map((version) => (version.kind === "object" ? version.blob : "")));
    for (const version of before) if (version.kind === "object" && !kept.has(version.blob)) await rm(this.blob(version.blob), { force: true });
  }
}
