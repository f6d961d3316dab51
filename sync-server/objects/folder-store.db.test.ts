import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFolderStore } from "./folder-store.ts";
import { objectStoreContract } from "./object-store-contract.ts";
import { ObjectsAway } from "./object-store.ts";

describe("folder", () => objectStoreContract(async () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-objects-"));
  return { store: openFolderStore(folder), close: async () => rmSync(folder, { recursive: true, force: true }) };
}));

test("a folder that cannot be written is a store that is away, not an unknown fault", async () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-objects-"));
  writeFileSync(join(folder, "parts"), "a file where the folder should be");
  const key = { bank: "b", file: "f", document: "d" };
  await expect(openFolderStore(folder).putPart(key, { part: "p", size: 1 }, new Uint8Array(1))).rejects.toBeInstanceOf(ObjectsAway);
  rmSync(folder, { recursive: true, force: true });
});
