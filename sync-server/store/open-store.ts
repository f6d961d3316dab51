import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import { createPgliteDriver } from "./pglite.ts";
import { createPostgresDriver, type PostgresOptions } from "./postgres.ts";
import { centreQueries } from "./queries/centre.ts";
import { directoryQueries } from "./queries/directory.ts";
import { feedQueries } from "./queries/feed.ts";
import { moveQueries } from "./queries/move-file.ts";
import { runPush } from "./queries/push-transaction.ts";
import { replicaQueries } from "./queries/replicas.ts";
import { reportQueries } from "./queries/report.ts";
import { verificationQueries } from "./queries/verification.ts";
import type { SqlDriver } from "./sql.ts";
import type { Store } from "./store.ts";

/** PGlite in `folder`, or in memory when none is given. @throws FolderBusy, StoreTooNew */
export const openPgliteStore = async (options: { readonly folder?: string }): Promise<Store> => openStore(await createPgliteDriver(options));

/** PostgreSQL 16 or later. The address is of an account that may become each of the roles, or make them. @throws StoreTooNew */
export const openPostgresStore = async (options: PostgresOptions): Promise<Store> => openStore(createPostgresDriver(options));

/** Migrates, then answers the store. Owns the driver: closing the store, or failing to open it, closes it. */
export async function openStore(driver: SqlDriver): Promise<Store> {
  try {
    await migrate(driver);
  } catch (error) {
    await driver.close();
    throw error;
  }
  return {
    kind: driver.kind,
    ...centreQueries(driver),
    ...directoryQueries(driver),
    ...replicaQueries(driver),
    ...feedQueries(driver),
    ...moveQueries(driver),
    ...reportQueries(driver),
    ...verificationQueries(driver),
    push: (scope, work) => runPush(driver, scope, work),
    listen: (hear) => driver.listen("guichet_news", hear),
    expectedSchema: migrations.at(-1)?.version ?? 0,
    close: driver.close,
  };
}
