import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { openPgliteStore, openPostgresStore } from "../store/open-store.ts";
import { putEmptyStore } from "../store/testing/prepared-store.ts";
import type { Store } from "../store/store.ts";

/** A store that can be backed up and brought back as it was, while nobody has it open. */
export type RestorableStore = {
  readonly open: () => Promise<Store>;
  readonly backUp: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

/** A copy of the folder. */
export async function restorablePglite(): Promise<RestorableStore> {
  const parent = mkdtempSync(join(tmpdir(), "guichet-restore-"));
  const [folder, kept] = [join(parent, "store"), join(parent, "backup")];
  await putEmptyStore(folder);
  return {
    open: () => openPgliteStore({ folder }),
    backUp: async () => cpSync(folder, kept, { recursive: true }),
    restore: async () => {
      renameSync(folder, mkdtempSync(join(parent, "lost-")));
      cpSync(kept, folder, { recursive: true });
    },
    drop: async () => rmSync(parent, { recursive: true, force: true }),
  };
}

/** A template database, as a physical copy. */
export async function restorablePostgres(pgUrl: string): Promise<RestorableStore> {
  const database = await createDatabase(pgUrl);
  const name = new URL(database.url).pathname.slice(1);
  const run = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: pgUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    open: () => openPostgresStore({ url: database.url }),
    backUp: () => run(`CREATE DATABASE ${name}_backup TEMPLATE ${name}`),
    restore: () => run(`DROP DATABASE ${name} WITH (FORCE)`, `CREATE DATABASE ${name} TEMPLATE ${name}_backup`),
    drop: async () => {
      await database.drop();
      await run(`DROP DATABASE IF EXISTS ${name}_backup WITH (FORCE)`);
    },
  };
}
