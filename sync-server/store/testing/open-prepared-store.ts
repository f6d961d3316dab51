import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../open-store.ts";
import { createPgliteDriver } from "../pglite.ts";
import type { SqlDriver } from "../sql.ts";
import type { Store } from "../store.ts";
import { putEmptyStore, putMigratedStore } from "./prepared-store.ts";

type OpenDriver = { readonly driver: SqlDriver; readonly close: () => Promise<void> };

/** The embedded driver on a store of its own in a temporary folder, before any migration. Closing it removes the folder. */
export const openPreparedDriver = (): Promise<OpenDriver> => openOn(putEmptyStore);

async function openOn(put: (folder: string) => Promise<void>): Promise<OpenDriver> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-store-"));
  await put(folder);
  const driver = await createPgliteDriver({ folder });
  return {
    driver,
    close: async () => {
      await driver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same, as a store whose steps have all run. */
export async function openPreparedStore(): Promise<{ readonly store: Store; readonly close: () => Promise<void> }> {
  const { driver, close } = await openOn(putMigratedStore);
  return { store: await openStore(driver), close };
}
