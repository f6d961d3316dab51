import { parseArgs } from "node:util";
import { isUuid } from "../shared/kernel/ids.ts";
import type { ServerConfig } from "./config.ts";
import { openCentre } from "./domain/centre.ts";
import { sayEpoch, type EpochSaying } from "./domain/restore/begin-epoch.ts";
import { reapplyPurges } from "./domain/erasure/reapply-purges.ts";
import { endRecovery } from "./domain/restore/end-recovery.ts";
import { errorFacts } from "./http/error-facts.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { FoundAnchor } from "../shared/audit/judge-anchors.ts";
import { openAnchorFolder } from "./objects/anchor-folder.ts";
import { ObjectsAway } from "./objects/object-store.ts";
import { openAnchors } from "./open-services.ts";
import type { Store } from "./store/store.ts";
import { StartFault } from "./start-fault.ts";
import { now, randomBytesOf, withStore } from "./with-store.ts";

/** Where statements of erasures lie: beside the centre's anchors, in a folder, or left aside by whoever may not read them. */
export type PurgePlace = { readonly folder: string | undefined; readonly aside: boolean };

const BESIDE: PurgePlace = { folder: undefined, aside: false };

/** The `begin-epoch` command, after a restore: one operator's word, named by the id of the directory; the second operator's begins it, or hers alone with a reason. What was erased since the backup is erased again before anybody may be served ([ER15]). Throws StartFault; nothing is changed then. */
export async function beginEpochOf(config: ServerConfig, saying: EpochSaying, log: ServerLog, place: PurgePlace = BESIDE): Promise<void> {
  await withStore(config, log, async (store) => {
    const found = await readPurgesAt(config, place, log);
    const said = await sayEpoch(store, { now, randomBytes: randomBytesOf }, saying);
    if (said?.kind === "waits") return log.info({ until: new Date(said.until).toISOString() }, "word for a new epoch kept, a second operator is needed");
    if (said?.kind !== "begun") throw whyNoEpoch(said?.kind ?? "low", saying.number);
    if (saying.because === undefined) log.info({ epoch: said.epoch.n, recovering: true }, "epoch begun");
    else log.warn({ epoch: said.epoch.n, recovering: true, alone: true }, "epoch begun by one operator alone");
    await applyAgain(store, said.epoch.n, found, log);
  });
}

/** The `reapply-purges` command: the same where a restore's statements came later, as often as is wanted. Throws StartFault. */
export async function reapplyPurgesOf(config: ServerConfig, folder: string | undefined, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => await applyAgain(store, (await store.centre())?.epochN ?? 1, await readPurgesAt(config, { folder, aside: false }, log), log));
}

async function readPurgesAt(config: ServerConfig, { folder, aside }: PurgePlace, log: ServerLog): Promise<readonly FoundAnchor[]> {
  const anchors = folder === undefined ? openAnchors(config) : openAnchorFolder(folder);
  if (aside || anchors === undefined) {
    log.warn({}, "statements of erasures were not read: what was erased since the backup is in this store again");
    return [];
  }
  try {
    const found: FoundAnchor[] = [];
    for await (const one of anchors.list(undefined, "purges")) found.push(one);
    return found;
  } catch (error) {
    throw error instanceof ObjectsAway ? purgesUnreadable(error) : error;
  } finally {
    await anchors.close();
  }
}

async function applyAgain(store: Store, epoch: number, found: readonly FoundAnchor[], log: ServerLog): Promise<void> {
  const [centre, keys] = await Promise.all([store.centre(), store.signingKeys()]);
  if (centre === undefined || found.length === 0) return;
  const { applied, known, refused } = await reapplyPurges({ store, found: eachOf(found), centre: { id: centre.centre, keys }, epoch, now });
  if (applied > 0) await store.sweep();
  log.info({ applied, known }, "statements of erasures applied");
  if (refused.length > 0) log.error({ statements: refused }, "statements of erasures that are not this centre's, or do not say all that is here");
}

async function* eachOf<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

const purgesUnreadable = (error: ObjectsAway): StartFault =>
  new StartFault({
    fr: "Les attestations d’effacement ne peuvent pas être lues (GUICHET_AUDIT_BUCKET) : le rôle du serveur les écrit sans pouvoir les lire. Rien n’a changé. Lancez la commande avec un rôle qui le peut, donnez-en une copie (--purges DOSSIER), ou passez-vous-en (--without-purges) : ce qui a été effacé depuis la sauvegarde reviendrait alors.",
    en: "The statements of erasures cannot be read (GUICHET_AUDIT_BUCKET): the server's role writes them and may not read them. Nothing has changed. Run the command with a role that may, give a copy of them (--purges FOLDER), or go without (--without-purges): what was erased since the backup would then be back.",
  }, error);

/** The words of `begin-epoch [N] --as OPERATOR [--alone --because TEXT] [--purges FOLDER | --without-purges]`; undefined where they are not well formed. */
export function epochArguments(args: readonly string[]): { readonly saying: EpochSaying; readonly place: PurgePlace } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, strict: true, options: { "as": { type: "string" }, "alone": { type: "boolean" }, "because": { type: "string" }, "purges": { type: "string" }, "without-purges": { type: "boolean" } },
    });
    const [number, ...more] = positionals;
    const because = values.because?.trim() ?? "";
    if (!isUuid(values.as) || more.length > 0 || (number !== undefined && !/^[1-9]\d{0,3}$/.test(number))) return undefined;
    if ((values.alone === true) !== (because !== "") || because.length > MAX_BECAUSE || values.purges === "" || (values.purges !== undefined && values["without-purges"] === true)) return undefined;
    return {
      saying: { person: values.as, number: number === undefined ? undefined : Number(number), because: values.alone === true ? because : undefined },
      place: { folder: values.purges, aside: values["without-purges"] === true },
    };
  } catch {
    return undefined;
  }
}

const MAX_BECAUSE = 500;

/** The `end-recovery` command: the word of one administrator or operator, named by the id of the directory. Throws StartFault. */
export async function endRecoveryOf(config: ServerConfig, person: string, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => {
    const centre = await openCentre(store, { now, randomBytes: randomBytesOf, demonstration: false });
    const ended = await endRecovery(store, person, "command", {
      centre: centre.id, epoch: centre.epoch, recovering: centre.recovering, epochs: await store.epochs(), keys: centre.keys, businessDate: centre.businessDate(), packs: centre.packs(), at: now(),
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

function whyNoEpoch(kind: "unknown" | "low" | "same" | "other", number: number | undefined): StartFault {
  switch (kind) {
    case "unknown": return new StartFault({ fr: "Cet identifiant n'est celui d'aucun opérateur de l'annuaire : rien n'a changé.", en: "This id is no operator's of the directory: nothing has changed." });
    case "same": return new StartFault({
      fr: "Cet opérateur l'a déjà demandé : un second doit le faire à son tour. Seul, dites pourquoi : --alone --because \"…\".",
      en: "This operator has asked for it already: a second one must do so in turn. Alone, say why: --alone --because \"…\".",
    });
    case "other": return new StartFault({ fr: "Un autre numéro d'époque attend déjà un second opérateur : demandez le même.", en: "Another number waits for a second operator already: ask for the same." });
    case "low": return new StartFault({
      fr: `Ce centre en est déjà à l'époque ${number ?? "?"} ou plus loin : donnez un nombre plus grand, rien n'a changé.`,
      en: `This centre is at epoch ${number ?? "?"} or further already: give a greater number, nothing has changed.`,
    });
  }
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
