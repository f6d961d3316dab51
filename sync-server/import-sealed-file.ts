import { readFileSync } from "node:fs";
import { terminalWords } from "../shared/i18n/terminal.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { readSealedFile } from "../shared/sync/sealed-part.ts";
import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openServices } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";

/**
 * The `import-sealed` command: gives the centre what a sealed file holds, as if its author had sent it. Throws StartFault at the first part
 * that is refused; those before it are taken, and importing the file again is harmless.
 */
export async function importSealedFile(config: ServerConfig, path: string, log: ServerLog): Promise<void> {
  const parts = readSealedFile(readText(path));
  if (!parts.ok) throw faultOf(parts.error);
  const services = await openServices({ ...config, expiry: undefined }, log);
  let [changes, fresh, quarantined] = [0, 0, false];
  try {
    for (const { part } of parts.value) {
      const taken = await services.takeSealed(undefined, part);
      if (!taken.ok) throw faultOf(taken.error);
      changes += taken.value.changes;
      fresh += taken.value.fresh;
      quarantined ||= taken.value.quarantined === true;
    }
  } finally {
    await services.close();
  }
  log.info({ parts: parts.value.length, changes, fresh, quarantined }, quarantined ? "sealed file of a workstation that was sent away: kept in quarantine until somebody of its branches decides" : "sealed file imported");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartFault({ fr: `Le fichier ${path} ne peut pas être lu : vérifiez son chemin et vos droits.`, en: `The file ${path} cannot be read: check its path and your rights.` }, error);
  }
}

/** The same sentences as a workstation says. */
const faultOf = (error: CodedError): StartFault => new StartFault({ fr: terminalWords("fr").error(error), en: terminalWords("en").error(error) });
