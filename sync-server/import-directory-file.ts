import type { ServerConfig } from "./config.ts";
import { DirectoryConflict, type DecisionMode } from "./domain/people/settle-decisions.ts";
import { importDirectory } from "./domain/directory.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";
import type { StandingDecision } from "./store/store.ts";
import { readDirectoryFile } from "./read-directory-file.ts";

/** The `directory` command: makes the directory of the listed banks equal to the file; what administrators decided since is kept or undone only when that is said. Throws StartFault; nothing is written then. */
export async function importDirectoryFile(config: ServerConfig, path: string, log: ServerLog, mode: DecisionMode = "refuse"): Promise<void> {
  const directory = readDirectoryFile(path);
  const store = await openStoreOf(config, log);
  try {
    await importDirectory(store, directory, mode).catch((error: unknown) => {
      throw error instanceof DirectoryConflict ? conflictFault(path, error.conflicts) : error;
    });
  } finally {
    await store.close();
  }
  const persons = directory.banks.reduce((count, bank) => count + bank.persons.length, 0);
  log.info({ banks: directory.banks.length, persons, operators: directory.operators.length }, "directory imported");
}

/** Who would be undone, by id: names stay out of the logs. */
function conflictFault(path: string, conflicts: readonly StandingDecision[]): StartFault {
  const who = conflicts.map(({ person }) => person).join(", ");
  return new StartFault({
    fr: `L'annuaire ${path} dit autre chose que ce que les administrateurs ont décidé depuis (${conflicts.length}) : ${who}. Rien n'a été importé. Avec --keep-decisions ces décisions restent ; avec --undo-decisions le fichier les remplace.`,
    en: `The directory ${path} says otherwise than what administrators decided since (${conflicts.length}): ${who}. Nothing was imported. With --keep-decisions these decisions stay; with --undo-decisions the file replaces them.`,
  });
}
