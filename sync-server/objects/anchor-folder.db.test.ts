import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorName } from "../../shared/audit/anchor.ts";
import { openAnchorFolder } from "./anchor-folder.ts";
import { allOf, anchorStoreContract } from "./anchor-store-contract.ts";
import { ObjectsAway } from "./object-store.ts";

const aFolder = (): string => mkdtempSync(join(tmpdir(), "guichet-anchors-"));

describe("folder", () => anchorStoreContract(async () => {
  const folder = aFolder();
  return { store: openAnchorFolder(join(folder, "anchors")), close: async () => rmSync(folder, { recursive: true, force: true }) };
}));

test("nothing half-made is left or listed, and nobody's own program writes over a file", async () => {
  const folder = aFolder();
  const name = anchorName({ epoch: 1, n: 1 });
  await openAnchorFolder(folder).put(name, "x");
  await openAnchorFolder(folder).put(name, "y");
  writeFileSync(join(folder, ".000001-000000000000002.json.abc"), "half");
  expect((await allOf(openAnchorFolder(folder))).map((one) => one.name)).toEqual([name]);
  expect([readdirSync(folder).length, statSync(join(folder, name)).mode & 0o777]).toEqual([2, 0o400]);
  rmSync(folder, { recursive: true });
});

test("a folder that cannot be written is a store that is away", async () => {
  const folder = aFolder();
  writeFileSync(join(folder, "anchors"), "a file where the folder should be");
  await expect(openAnchorFolder(join(folder, "anchors")).put(anchorName({ epoch: 1, n: 1 }), "x")).rejects.toBeInstanceOf(ObjectsAway);
  rmSync(folder, { recursive: true });
});
