import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorName } from "../../shared/audit/anchor.ts";
import { openAnchorBucket, type AnchorBucket } from "../../sync-server/objects/anchor-bucket.ts";
import { allOf, anchorStoreContract } from "../../sync-server/objects/anchor-store-contract.ts";
import { ObjectsAway } from "../../sync-server/objects/object-store.ts";
import { createS3Server, type S3Server } from "../s3/create-s3-server.ts";

const master = { accessKeyId: "AKIAMASTER", secretAccessKey: "master-secret", may: "read-write", mayBypassGovernance: true } as const;
const putter = { accessKeyId: "AKIASERVER", secretAccessKey: "server-secret", may: "write", mayBypassGovernance: false } as const;
const DAY_MS = 86_400_000;

let folder = "";
let server: S3Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-anchor-bucket-"));
  server = await createS3Server({ folder, accounts: [master, putter] });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

let buckets = 0;
async function aBucket(objectLock = true): Promise<AnchorBucket> {
  const bucket = `audit-${(buckets += 1)}`;
  await server.buckets.create(bucket, { versioning: objectLock ? "Enabled" : "never", objectLock, publicPrefixes: [] });
  return { bucket, region: "eu-west-3", endpoint: server.url, credentials: master, lock: "compliance", lockDays: 30 };
}
const client = (): S3Client => new S3Client({ region: "eu-west-3", endpoint: server.url, forcePathStyle: true, credentials: master, maxAttempts: 1 });
const name = anchorName({ epoch: 1, n: 5 });

describe("bucket", () => anchorStoreContract(async () => {
  // Two versions a page: names go on from one to the next.
  const store = openAnchorBucket(await aBucket(), { page: 2 });
  return { store, close: store.close };
}));

test("an anchor is locked for its days: whoever holds every right neither deletes its version nor frees it", async () => {
  const place = await aBucket();
  await openAnchorBucket(place).put(name, "x");
  const [version] = (await client().send(new ListObjectVersionsCommand({ Bucket: place.bucket }))).Versions ?? [];
  const erase = client().send(new DeleteObjectCommand({ Bucket: place.bucket, Key: `anchors/${name}`, VersionId: version?.VersionId, BypassGovernanceRetention: true }));
  await expect(erase).rejects.toMatchObject({ name: "AccessDenied" });
  const kept = server.buckets.get(place.bucket).current(`anchors/${name}`);
  const until = kept?.kind === "object" ? Date.parse(String(kept.attributes.retention?.until)) : 0;
  expect(until).toBeGreaterThan(Date.now() + 29 * DAY_MS);
});

test("what was written over an anchor, or hides it, is told, and what was first is read: a lock forbids neither", async () => {
  const place = await aBucket();
  const store = openAnchorBucket(place);
  await store.put(name, "first");
  await client().send(new PutObjectCommand({ Bucket: place.bucket, Key: `anchors/${name}`, Body: "second", ChecksumAlgorithm: "SHA256" }));
  expect(await allOf(store)).toEqual([{ name, file: "first", disturbed: "overwritten" }]);
  await client().send(new DeleteObjectCommand({ Bucket: place.bucket, Key: `anchors/${name}` }));
  expect(await allOf(store)).toEqual([{ name, file: "first", disturbed: "hidden" }]);
});

test("a server that may put and not read anchors all the same, and cannot list", async () => {
  const place = { ...(await aBucket()), credentials: putter };
  const store = openAnchorBucket(place);
  expect([await store.put(name, "x"), await store.put(name, "x"), await store.put(name, "y")]).toEqual(["put", "there", "there"]);
  await expect(allOf(store)).rejects.toBeInstanceOf(ObjectsAway);
});

test("an answer that is lost leaves the anchor there, and putting it again is harmless", async () => {
  const store = openAnchorBucket(await aBucket());
  server.faults.add({ kind: "lost-answer" }, { operation: "PutObject", key: `anchors/${name}` });
  expect(await store.put(name, "x")).toBe("there");
});

test("a bucket without object lock takes no anchor: it would be kept by nothing", async () => {
  await expect(openAnchorBucket(await aBucket(false)).put(name, "x")).rejects.toBeInstanceOf(ObjectsAway);
});
