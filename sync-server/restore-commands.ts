import type { ServerConfig } from "./config.ts";
import { openCentre } from "./domain/centre.ts";
import { beginEpoch } from "./domain/restore/begin-epoch.ts";
import { endRecovery } from "./domain/restore/end-recovery.ts";
import { errorFacts } from "./http/error-facts.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { StartFault } from "./start-fault.ts";
import { now, randomBytesOf, withStore } from "./with-store.ts";

/** The `begin-epoch` command, after a restore. Throws StartFault; nothing is changed then. */
export async function beginEpochOf(config: ServerConfig, number: number | undefined, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => {
    const begun = await beginEpoch(store, { now, randomBytes: randomBytesOf }, number);
    if (begun === undefined) throw new StartFault({
      fr: `Ce centre en est déjà à l'époque ${number ?? "?"} ou plus loin : donnez un nombre plus grand, rien n'a changé.`,
      en: `This centre is at epoch ${number ?? "?"} or further already: give a greater number, nothing has changed.`,
    });
    log.info({ epoch: begun.n, recovering: true }, "epoch begun");
  });
}

/** The `end-recovery` command: the word of one administrator or operator, named by the id of the directory. Throws StartFault. */
export async function endRecoveryOf(config: ServerConfig, person: string, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => {
    const centre = await openCentre(store, { now, randomBytes: randomBytesOf, demonstration: false });
    const ended = await endRecovery(store, person, "command", {
      centre: centre.id, epoch: centre.epoch, recovering: centre.recovering, epochs: await store.epochs(), keys: centre.keys, businessDate: centre.businessDate(), at: now(),
      randomBytes: randomBytesOf, signReceipts: async () => [], onFault: (error) => log.error(errorFacts(error), "file not rebuilt"),
    });
    if (!ended.ok) throw whyNot(ended.error.code);
    log.info({ epoch: centre.epoch.n, confirmed: ended.value.confirmed, recovering: !ended.value.ended }, ended.value.ended ? "recovery ended" : "end of recovery confirmed, a second administrator is needed");
  });
}

/** The `recovery-report` command: what came back and what is missing, as JSON on standard output. */
export async function reportRecovery(config: ServerConfig, log: ServerLog, write: (text: string) => void): Promise<void> {
  await withStore(config, log, async (store) => write(`${JSON.stringify(await store.recovery(), null, 2)}\n`));
}

function whyNot(code: string): StartFault {
  if (code === "G4016") return new StartFault({
    fr: "Cette personne a déjà confirmé : un second administrateur doit le faire à son tour (G4016).",
    en: "This person has confirmed already: a second administrator must do so in turn (G4016).",
  });
  if (code === "G4017") return new StartFault({ fr: "Aucun rétablissement n'est en cours (G4017).", en: "No recovery is under way (G4017)." });
  return new StartFault({
    fr: "Cet identifiant n'est celui d'aucun administrateur ni opérateur de l'annuaire (G3002).",
    en: "This id is no administrator's or operator's of the directory (G3002).",
  });
}
