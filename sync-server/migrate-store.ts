import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf, type OpenStore } from "./open-services.ts";

/** The `migrate` command: brings the store to this server's version, so that the first new server does not have to. Throws StartFault. */
export async function migrateStore(config: ServerConfig, log: ServerLog, open: OpenStore = openStoreOf): Promise<void> {
  const store = await open(config, log);
  try {
    log.info({ schema: await store.schemaVersion() }, "store migrated");
  } finally {
    await store.close();
  }
}
