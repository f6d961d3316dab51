/**
 * [SY60] What a branch holds, in 256 hashes: two sides that hold the same files in the same versions have the same ones, and where they do not,
 * the bucket says in which 256th part to look. The same text is hashed by SQL at the centre (sync-server/store/queries/buckets.ts) and here.
 */
export const BUCKETS = 256;

/** A file as far as a comparison goes: its id, its version, the SHA-256 of its state. */
export type HeldFile = { readonly file: string; readonly version: number; readonly hash: string };

/** The last byte of the id: of a UUIDv7 the first ones are a time, and would put a day's files in one bucket. */
export const bucketOf = (file: string): number => Number.parseInt(file.slice(-2), 16);

/** Files of each bucket, in whatever order they come. */
export function sortIntoBuckets(files: Iterable<HeldFile>): readonly (readonly HeldFile[])[] {
  const buckets = Array.from({ length: BUCKETS }, (): HeldFile[] => []);
  for (const file of files) buckets[bucketOf(file.file)]?.push(file);
  return buckets;
}

/**
 * SHA-256 over "file version hash" of its files by id, one a line; of an empty bucket, of the empty text. Over the list and not a sum of hashes:
 * what is added up, or combined by XOR, can be made to cancel out.
 */
export const hashBucket = (files: readonly HeldFile[], sha256: (text: string) => string): string =>
  sha256(files.toSorted((a, b) => (a.file < b.file ? -1 : 1)).map(({ file, version, hash }) => `${file} ${version} ${hash}`).join("\n"));

export const hashBuckets = (files: Iterable<HeldFile>, sha256: (text: string) => string): readonly string[] =>
  sortIntoBuckets(files).map((bucket) => hashBucket(bucket, sha256));

export function listDiffering(mine: readonly string[], theirs: readonly string[]): readonly number[] {
  return mine.flatMap((hash, bucket) => (hash === theirs[bucket] ? [] : [bucket]));
}
