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

async function openStrict(direct: boolean) {
  const folder = await mkdtemp(join(tmpdir(), "guichet-s3-"));
  const server = await createS3Server({ folder, accounts: [account] });
  await server.buckets.create("documents", { versioning: "Enabled", objectLock: true, publicPrefixes: [] });
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
