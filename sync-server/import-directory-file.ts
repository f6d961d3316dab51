import type { ServerConfig } from "./config.ts";
import { importDirectory } from "./domain/directory.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf } from "./open-services.ts";
import { readDirectoryFile } from "./read-directory-file.ts";

/** The `directory` command: makes the directory of the listed banks equal to the file. Throws StartFault; nothing is written then. */
export async function importDirectoryFile(config: ServerConfig, path: string, log: ServerLog): Promise<void> {
  const directory = readDirectoryFile(path);
  const store = await openStoreOf(config, log);
  try {
    await importDirectory(store, directory);
  } finally {
    await store.close();
  }
  const persons = directory.banks.reduce((count, bank) => count + bank.persons.length, 0);
  log.info({ banks: directory.banks.length, persons, operators: directory.operators.length }, "directory imported");
}
