import { errorFacts } from "../http/error-facts.ts";
import type { OpenStore } from "../open-services.ts";
import { storeFault } from "../store-fault.ts";
import { migrations } from "../store/migrations/all.ts";
import type { Migration } from "../store/migrations/migration.ts";
import { openStore } from "../store/open-store.ts";
import { createPostgresDriver } from "../store/postgres.ts";
import { WRITE_FILES } from "../store/queries/push-writes.ts";
import type { SqlDriver } from "../store/sql.ts";

/** The store of a server of another version: its schema goes on by `steps`, and its statements are those of the next version. */
export const openAnotherStore = (steps: readonly Migration[]): OpenStore => async ({ store, dataDir }, log) => {
  if (store.kind !== "postgres") throw new Error("versions run side by side on PostgreSQL only");
  try {
    const driver = createPostgresDriver({ url: store.url, directUrl: store.directUrl, connections: store.connections, onError: (error) => log.warn(errorFacts(error), "connection lost") });
    return await openStore(speakingNext(driver), { steps: [...migrations, ...steps] });
  } catch (error) {
    throw storeFault(error, store.kind, dataDir);
  }
};

const speakingNext = (driver: SqlDriver): SqlDriver => ({
  ...driver,
  transaction: (opening, work) => driver.transaction(opening, (sql) => work({ ...sql, query: (text, values) => sql.query(textOfNext(text), values) })),
});

const NEXT_WRITE_FILES = replaced(replaced(WRITE_FILES, "state_hash, updated_at)", "state_hash, updated_at, opened_at)"), "t.hash, t.at::bigint\n", "t.hash, t.at::bigint, t.at::bigint\n");

/** It notes when a file was opened, and asks for ids in use by the new function alone. */
const textOfNext = (text: string): string => (text === WRITE_FILES ? NEXT_WRITE_FILES : text.replace("FROM taken_files(", "FROM ids_in_use("));

function replaced(text: string, part: string, by: string): string {
  if (text.split(part).length !== 2) throw new Error(`the present version's statement does not hold ${part} once`);
  return text.replace(part, by);
}
