import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tracer } from "@opentelemetry/api";
import { instant } from "../shared/kernel/instant.ts";
import { createSealer } from "./attestation/create-sealer.ts";
import type { ServerConfig } from "./config.ts";
import { demonstrationDirectory } from "./demonstration/directory.ts";
import { createServices, type ServicesOptions } from "./domain/create-services.ts";
import { importDirectory } from "./domain/directory.ts";
import type { Services } from "./domain/services.ts";
import { errorFacts } from "./http/error-facts.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { carryBySmtp } from "./mail/carry-by-smtp.ts";
import { openAnchorBucket } from "./objects/anchor-bucket.ts";
import { openAnchorFolder } from "./objects/anchor-folder.ts";
import type { AnchorStore } from "./objects/anchor-store.ts";
import { openFolderStore } from "./objects/folder-store.ts";
import type { ObjectStore } from "./objects/object-store.ts";
import { openS3Store } from "./objects/s3-store.ts";
import { countObjects } from "./objects/count-objects.ts";
import { openSeal } from "./open-seal.ts";
import { readDirectoryFile } from "./read-directory-file.ts";
import { StartFault } from "./start-fault.ts";
import type { SteadyClock } from "./steady-clock.ts";
import { storeFault } from "./store-fault.ts";
import { openPgliteStore, openPostgresStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";
import type { Meters } from "./telemetry/create-meters.ts";

export type OpenStore = (config: ServerConfig, log: ServerLog, tracer?: Tracer, meters?: Meters) => Promise<Store>;

/** Opens the store and the centre's work on it. Without `clock`, by the machine's. Throws StartFault. */
export async function openServices(config: ServerConfig, log: ServerLog, open: OpenStore = openStoreOf, tracer?: Tracer, meters?: Meters, clock?: SteadyClock): Promise<Services> {
  const directory = config.directory === undefined ? undefined : readDirectoryFile(config.directory);
  const seal = await openSeal(config, Date.now());
  await using opening = new AsyncDisposableStack();
  const store = opening.adopt(await open(config, log, tracer, meters), (opened) => opened.close());
  try {
    const isDemonstration = config.identity.kind === "demonstration";
    await refuseMixture(store, isDemonstration);
    // What administrators decided since stays over a file that is read at each start: it was there before.
    if (isDemonstration) await importDirectory(store, demonstrationDirectory, "keep");
    if (directory !== undefined) await importDirectory(store, directory, "keep");
    const own = opening.adopt(openObjects(config), (opened) => opened.close());
    const objects = meters === undefined ? own : countObjects(own, meters.objects);
    const anchors = openAnchors(config);
    if (anchors !== undefined) opening.adopt(anchors, (opened) => opened.close());
    else if (!isDemonstration) log.warn({}, "the audit is anchored nowhere: set GUICHET_AUDIT_BUCKET");
    if (config.mail === undefined && !isDemonstration) log.info({}, "no letters are sent: set GUICHET_MAIL_HOST");
    const services = await createServices({ store, objects, ...(anchors === undefined ? {} : { anchors }), ...(seal === undefined ? {} : { sealer: createSealer(seal) }), documentDayBytes: config.documentDayBytes, secondWordMs: config.secondWordMs,
      mail: openMail(config, isDemonstration), onMailDead: (fact) => log.error(fact, "letter given up"), nightHour: config.nightHour, ...(meters === undefined ? {} : { vitalsMs: config.vitalsMs }), onNightFault: (fault) => log.error(fault, "consistency check found rows"),
      ...(config.expiry === undefined ? {} : { expiry: config.expiry }), demonstration: isDemonstration, tracer, ...(clock === undefined ? {} : { now: () => instant(clock.now()), onClock: clock.hear }), onError: (error) => log.error(errorFacts(error), "centre fault") });
    opening.move();
    return services;
  } catch (error) {
    throw error instanceof StartFault ? error : storeFault(error, config.store.kind, join(config.dataDir, "store"));
  }
}

/** A demonstration's letters go nowhere: they are kept, and shown. */
function openMail({ mail, mailWaitingDays: waitingDays }: ServerConfig, isDemonstration: boolean): NonNullable<ServicesOptions["mail"]> {
  if (isDemonstration) return { carry: async () => undefined, waitingDays };
  if (mail === undefined) return "off";
  const { caFile, ...settings } = mail;
  return { carry: carryBySmtp({ ...settings, ca: caFile === undefined ? undefined : readAuthorities(caFile) }), waitingDays };
}

function readAuthorities(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartFault({ fr: `Le fichier ${path} (GUICHET_MAIL_CA) ne peut pas être lu.`, en: `The file ${path} (GUICHET_MAIL_CA) cannot be read.` }, error);
  }
}

export const openObjects = ({ documents, dataDir }: Pick<ServerConfig, "documents" | "dataDir">): ObjectStore =>
  documents.kind === "folder" ? openFolderStore(join(dataDir, "objects")) : openS3Store({ ...documents, credentials: undefined });

/** Undefined: this centre anchors nothing. */
export const openAnchors = ({ anchors }: Pick<ServerConfig, "anchors">): AnchorStore | undefined =>
  anchors === undefined ? undefined : anchors.kind === "folder" ? openAnchorFolder(anchors.folder) : openAnchorBucket({ ...anchors, credentials: undefined });

/** Throws StartFault where a person can mend what is wrong. */
export const openStoreOf: OpenStore = async ({ store, dataDir }, log, tracer, meters) => {
  try {
    if (store.kind === "pglite") return await openPgliteStore({ folder: join(dataDir, "store"), tracer, meter: meters?.store });
    return await openPostgresStore({
      url: store.url, directUrl: store.directUrl, connections: store.connections, tracer, meter: meters?.store,
      onError: (error) => log.warn(errorFacts(error), "connection lost"),
      onWait: (step) => log.info({ step }, "migration waits for its turn at a table"),
    });
  } catch (error) {
    throw storeFault(error, store.kind, join(dataDir, "store"));
  }
};

/** What a store is, demonstration or not, was decided when it was created: invented and real files never share one. */
async function refuseMixture(store: Store, isDemonstration: boolean): Promise<void> {
  const centre = await store.centre();
  if (centre === undefined || centre.demonstration === isDemonstration) return;
  throw centre.demonstration
    ? new StartFault({
      fr: "Ce magasin a été créé pour une démonstration (GUICHET_DATA ou GUICHET_PG_URL) : il ne peut pas servir en production, donnez-en un autre.",
      en: "This store was created for a demonstration (GUICHET_DATA or GUICHET_PG_URL): it cannot serve in production, give another.",
    })
    : new StartFault({
      fr: "Ce magasin contient de vrais dossiers (GUICHET_DATA ou GUICHET_PG_URL) : retirez GUICHET_DEMONSTRATION, ou donnez-en un autre.",
      en: "This store holds real files (GUICHET_DATA or GUICHET_PG_URL): remove GUICHET_DEMONSTRATION, or give another.",
    });
}
