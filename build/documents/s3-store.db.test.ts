import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentsContract } from "../../sync-server/contract/documents-contract.ts";
import { openPreparedStore } from "../../sync-server/store/testing/open-prepared-store.ts";
import { objectStoreContract } from "../../sync-server/objects/object-store-contract.ts";
import { ObjectsAway } from "../../sync-server/objects/object-store.ts";
import { openS3Store } from "../../sync-server/objects/s3-store.ts";
import { createS3Server } from "../s3/create-s3-server.ts";

const account = { accessKeyId: "AKIADOCUMENTS", secretAccessKey: "documents-secret", may: "read-write", mayBypassGovernance: false } as const;

async function openStrict(direct: boolean, lockedDays?: number) {
  const folder = await mkdtemp(join(tmpdir(), "guichet-s3-"));
  const server = await createS3Server({ folder, accounts: [account] });
  await server.buckets.create("documents", { versioning: "Enabled", objectLock: true, publicPrefixes: [], ...(lockedDays === undefined ? {} : { defaultRetention: { mode: "COMPLIANCE" as const, days: lockedDays } }) });
  await server.buckets.create("incoming", { versioning: "never", objectLock: false, publicPrefixes: [] });
  const store = openS3Store({ bucket: "documents", partsBucket: "incoming", region: "eu-west-3", endpoint: server.url, credentials: account, direct });
  return { store, close: async () => { await store.close(); await server.close(); await rm(folder, { recursive: true, force: true }); } };
}

describe("documents, PGlite and S3", () => documentsContract(openPreparedStore, async () => {
  const { store: objects, close } = await openStrict(true);
  return { objects, close };
}));

describe("S3, addresses given", () => objectStoreContract(() => openStrict(true)));

test("[DO9] where bytes are to pass through the centre, no address is given", async () => {
  const { store, close } = await openStrict(false);
  const key = { bank: "b", file: "f", document: "d" };
  expect([await store.addressForPart(key, { part: "00", size: 1 }), await store.addressForReading(key)]).toEqual([undefined, undefined]);
  await close();
});

test("a store that does not answer is away, not an unknown fault", async () => {
  const store = openS3Store({ bucket: "documents", partsBucket: "incoming", region: "eu-west-3", endpoint: "http://127.0.0.1:9", credentials: account, direct: true });
  await expect(store.listParts({ bank: "b", file: "f", document: "d" }, [])).rejects.toBeInstanceOf(ObjectsAway);
  await store.close();
});

test("[ER14] what a lock keeps is hidden, and it is told until when; asked again, it says the same", async () => {
  const { store, close } = await openStrict(true, 3);
  const key = { bank: "b", file: "f", document: createHash("sha256").update("locked").digest("hex") };
  await store.put(key, Buffer.from("locked"));
  const before = Date.now();
  const { until = 0 } = await store.eraseFile(key);
  expect(until).toBeGreaterThan(before + 2.9 * 86_400_000);
  expect(await store.read(key, { from: 0, to: 6 })).toBeUndefined();
  expect((await store.eraseFile(key)).until).toBe(until);
  await close();
});
