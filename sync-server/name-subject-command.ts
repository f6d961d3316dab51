import { uuidV7 } from "../shared/kernel/ids.ts";
import type { ServerConfig } from "./config.ts";
import { pseudonymBy, readPseudonym, turnKeys } from "./domain/log/create-pseudonyms.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { StartFault } from "./start-fault.ts";
import { now, randomBytesOf, withStore } from "./with-store.ts";

/** The `who` command: whose a refused line of the log is, by id, bank and role, as JSON on standard output. That it was asked, and by which operator, is in the audit before it is answered. Throws StartFault. */
export async function nameSubject(config: ServerConfig, pseudonym: string, operator: string, log: ServerLog, write: (text: string) => void): Promise<void> {
  await withStore(config, log, async (store) => {
    const kid = readPseudonym(pseudonym)?.kid;
    const key = (await turnKeys({ store, now })).find((one) => one.kid === kid);
    if (key === undefined) throw new StartFault({ fr: "La clé de ce pseudonyme n'existe plus, ou ce n'en est pas un : personne ne peut plus dire de qui est cette ligne.", en: "The key of this pseudonym is gone, or it is none: nobody can say any more whose that line is." });
    const found = (await store.listKnown()).find(({ person }) => pseudonymBy(key, `person ${person}`) === pseudonym);
    if (found === undefined) throw new StartFault({ fr: "Ce pseudonyme n'est celui de personne de l'annuaire (une adresse, ou une personne qui n'y est plus).", en: "This pseudonym is nobody's of the directory (an address, or somebody who is no longer there)." });
    const at = now();
    if (!(await store.noteNaming({ id: uuidV7(at, randomBytesOf(16)), pseudonym, person: found.person, by: operator, at }))) throw new StartFault({ fr: "Cet identifiant n'est celui d'aucun opérateur de l'annuaire : rien n'a été dit.", en: "This id is no operator's of the directory: nothing was told." });
    write(`${JSON.stringify(found)}\n`);
  });
}
