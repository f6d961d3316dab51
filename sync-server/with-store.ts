import { randomBytes } from "node:crypto";
import { instant, type Instant } from "../shared/kernel/instant.ts";
import type { ServerConfig } from "./config.ts";
import { openCentre, type Centre } from "./domain/centre.ts";
import type { ActMoment } from "./domain/operator/judge-act.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openStoreOf } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";
import type { Store } from "./store/store.ts";

export const now = (): Instant => instant(Date.now());
export const randomBytesOf = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** Runs a command's work on the store, and closes it whatever happens. @throws StartFault where the store does not open or holds no centre: a command founds none */
export async function withStore<T>(config: ServerConfig, log: ServerLog, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStoreOf(config, log);
  try {
    if ((await store.centre()) === undefined) throw new StartFault({
      fr: "Ce magasin ne contient aucun centre (GUICHET_DATA ou GUICHET_PG_URL) : remettez d'abord la sauvegarde.",
      en: "This store holds no centre (GUICHET_DATA or GUICHET_PG_URL): bring the backup back first.",
    });
    return await work(store);
  } finally {
    await store.close();
  }
}

export type AtCentre = { readonly store: Store; readonly centre: Centre; readonly moment: () => ActMoment };

/** The same, on the centre that the store holds. */
export const withCentre = <T>(config: ServerConfig, log: ServerLog, work: (at: AtCentre) => Promise<T>): Promise<T> =>
  withStore(config, log, async (store) => {
    const centre = await openCentre(store, { now, randomBytes: randomBytesOf, demonstration: config.identity.kind === "demonstration" });
    return await work({ store, centre, moment: () => ({ centre: centre.id, epoch: centre.epoch, businessDate: centre.businessDate(), packs: centre.packs(), at: now() }) });
  });
