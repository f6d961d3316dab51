import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FolderBusy } from "./folder-lock.ts";
import { openPgliteStore } from "./open-store.ts";

test("[ST7] a store in a folder is found again, is one process's at a time, and refuses what is not a store", async () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-store-"));
  try {
    const store = await openPgliteStore({ folder });
    await store.createCentre({ centre: "00000000-0000-7000-8000-000000000001", epochN: 1, epochId: "00000000-0000-7000-8000-000000000002", demonstration: true, businessDate: "2020-04-15", createdAt: 1 }, { kid: "k", x: "x", d: "d" });
    await expect(openPgliteStore({ folder })).rejects.toThrow(FolderBusy);
    await store.close();
    const again = await openPgliteStore({ folder });
    expect(await again.centre()).toMatchObject({ demonstration: true, businessDate: "2020-04-15" });
    expect(await again.signingKeys()).toEqual([{ kid: "k", x: "x", d: "d", madeAt: 1 }]);
    await again.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("[ST7] a store without a folder is in memory: made, used, and gone", async () => {
  const store = await openPgliteStore({});
  await store.createCentre({ centre: "00000000-0000-7000-8000-000000000001", epochN: 1, epochId: "00000000-0000-7000-8000-000000000002", demonstration: true, businessDate: "2020-04-15", createdAt: 1 }, { kid: "k", x: "x", d: "d" });
  expect(await store.centre()).toMatchObject({ demonstration: true });
  expect(await store.schemaVersion()).toBe(store.expectedSchema);
  await store.close();
});
