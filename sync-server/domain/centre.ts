import { generateKeyPairSync } from "node:crypto";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import { legalDate, type LegalDate } from "../../shared/kernel/legal-date.ts";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import type { CentreRow, SigningKey, Store } from "../store/store.ts";
import { parisDate } from "../../shared/kernel/paris-date.ts";
import { DEMONSTRATION_START } from "./business-date.ts";

/** The centre as this process knows it. The business date of a demonstration changes, and with a restore the epoch. */
export type Centre = {
  readonly id: string;
  readonly epoch: { readonly n: number; readonly id: string };
  readonly demonstration: boolean;
  /** Restored: until two administrators end it, only re-offers are taken ([SY50]). */
  readonly recovering: boolean;
  /** Reads the epoch again, which a command or another process changed. */
  readonly refresh: () => Promise<void>;
  readonly keys: readonly [SigningKey, ...SigningKey[]];
  readonly businessDate: () => LegalDate;
  readonly moveBusinessDate: (date: LegalDate) => void;
};
export type Founding = { readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array; /** Of a store that is created now; one that exists stays what it is. */ readonly demonstration: boolean };

/** Reads who this centre is; in a new store, founds it first: a new identity, epoch 1, a key to sign receipts with. */
export async function openCentre(store: Store, founding: Founding): Promise<Centre> {
  let row = (await store.centre()) ?? (await found(store, founding));
  const [first, ...others] = await store.signingKeys();
  if (first === undefined) throw new Error("the store has a centre without a signing key");
  let set = row.businessDate === undefined ? undefined : legalDate(row.businessDate);
  return {
    id: row.centre,
    get epoch() { return { n: row.epochN, id: row.epochId }; },
    get recovering() { return row.recovering; },
    refresh: async () => {
      row = (await store.centre()) ?? row;
    },
    demonstration: row.demonstration,
    keys: [first, ...others],
    businessDate: () => (row.demonstration && set !== undefined ? set : parisDate(founding.now())),
    moveBusinessDate: (date) => {
      set = date;
    },
  };
}

async function found(store: Store, { now, randomBytes, demonstration }: Founding): Promise<CentreRow> {
  const at = now();
  const row = { centre: uuidV7(at, randomBytes(16)), epochN: 1, epochId: uuidV7(at, randomBytes(16)), demonstration, businessDate: demonstration ? DEMONSTRATION_START : undefined, createdAt: at };
  await store.createCentre(row, newSigningKey(at));
  const created = await store.centre(); // another process may have founded it in the same moment
  if (created === undefined) throw new Error("the centre was not founded");
  return created;
}

function newSigningKey(at: Instant): SigningKey {
  const { x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  if (x === undefined || d === undefined) throw new Error("no Ed25519 key");
  return { kid: `receipts-${new Date(instant(at)).toISOString().slice(0, 10)}`, x, d };
}
