import type { Instant } from "../../shared/kernel/instant.ts";
import { legalDate, type LegalDate } from "../../shared/kernel/legal-date.ts";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import type { CentreRow, KeptKey, Store } from "../store/store.ts";
import { parisDate } from "../../shared/kernel/paris-date.ts";
import { createPackReader } from "./schemes/published-packs.ts";
import { packName, type PackName, type Packs } from "../../shared/pge/packs/packs.ts";
import { DEMONSTRATION_START } from "./business-date.ts";
import { newKey } from "./new-key.ts";

/** The centre as this process knows it. The business date of a demonstration changes, and with a restore the epoch. */
export type Centre = {
  readonly id: string;
  readonly epoch: { readonly n: number; readonly id: string };
  readonly demonstration: boolean;
  /** Restored: until two administrators end it, only re-offers are taken ([SY50]). */
  readonly recovering: boolean;
  /** Reads the epoch, the keys and the packs again, which a command or another process changed. */
  readonly refresh: () => Promise<void>;
  /** That receipts were and are signed with, newest first. */
  readonly keys: readonly [KeptKey, ...KeptKey[]];
  readonly businessDate: () => LegalDate;
  readonly moveBusinessDate: (date: LegalDate) => void;
  readonly packs: () => Packs;
  /** Pack and version that the centre decides with on its business date. */
  readonly rules: () => PackName;
};
export type Founding = { readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array; /** Of a store that is created now; one that exists stays what it is. */ readonly demonstration: boolean; /** Hears of a pack in the store that this version cannot read: it judges nothing here. */ readonly onUnreadablePack?: (name: string) => void };

/** Reads who this centre is; in a new store, founds it first: a new identity, epoch 1, a key to sign receipts with. */
export async function openCentre(store: Store, founding: Founding): Promise<Centre> {
  let row = (await store.centre()) ?? (await found(store, founding));
  let keys = await readKeys(store);
  let set = row.businessDate === undefined ? undefined : legalDate(row.businessDate);
  const readPacks = createPackReader(founding.onUnreadablePack ?? (() => undefined));
  let packs = readPacks(await store.listPacks());
  const businessDate = (): LegalDate => (row.demonstration && set !== undefined ? set : parisDate(founding.now()));
  return {
    id: row.centre,
    get epoch() { return { n: row.epochN, id: row.epochId }; },
    get recovering() { return row.recovering; },
    refresh: async () => {
      const [read, made, published] = await Promise.all([store.centre(), readKeys(store), store.listPacks()]);
      [row, keys, packs] = [read ?? row, made, readPacks(published)];
    },
    demonstration: row.demonstration,
    get keys() { return keys; },
    businessDate,
    packs: () => packs,
    rules: () => packName(packs.inForce(businessDate())),
    moveBusinessDate: (date) => {
      set = date;
    },
  };
}

async function readKeys(store: Pick<Store, "signingKeys">): Promise<Centre["keys"]> {
  const [first, ...others] = await store.signingKeys();
  if (first === undefined) throw new Error("the store has a centre without a signing key");
  return [first, ...others];
}

async function found(store: Store, { now, randomBytes, demonstration }: Founding): Promise<CentreRow> {
  const at = now();
  const row = { centre: uuidV7(at, randomBytes(16)), epochN: 1, epochId: uuidV7(at, randomBytes(16)), demonstration, businessDate: demonstration ? DEMONSTRATION_START : undefined, createdAt: at };
  await store.createCentre(row, newKey("receipts", at));
  const created = await store.centre(); // another process may have founded it in the same moment
  if (created === undefined) throw new Error("the centre was not founded");
  return created;
}
