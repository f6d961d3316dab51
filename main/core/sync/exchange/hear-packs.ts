import { keepPacks, listStoredPacks } from "../../db/scheme-packs.ts";
import { coded } from "../../files/coded.ts";
import { readPacks } from "../../packs/read-packs.ts";
import { takePacks } from "../../packs/take-packs.ts";
import type { ExchangeContext } from "./context.ts";

export type PackHearer = {
  readonly hear: () => Promise<void>;
  /** Where the centre decides by rules for which it was not asked yet. */
  readonly hearWhereNew: (rules: string) => Promise<void>;
};

/**
 * [WS28] What the centre published of the rules, asked for at each greeting and where it decides by others than this workstation: once for each, for a centre of before knows no packs. What does not bear its
 * signature is not taken. A failure stops nothing: the work goes on with the rules that are here, and the centre decides.
 */
export function createPackHearer({ desk, centre, centreId, transport, asked, address, onPacksRefused }: ExchangeContext): PackHearer {
  let askedFor: string | undefined;
  async function hear(): Promise<void> {
    askedFor = centre.rules();
    const stored = listStoredPacks(desk.db.read);
    const reply = await asked((token) => transport.packs(token, { ...address(), have: stored.map(({ name }) => name) }));
    if (reply.kind === "failed") return;
    const taken = takePacks(reply.value, { centre: centreId, keys: centre.hello()?.receiptKeys ?? [], stored });
    if (!taken.ok) return onPacksRefused(taken.error);
    const kept = coded(() => desk.db.transaction((db) => keepPacks(db, taken.value)));
    if (kept.ok) centre.heardPacks(readPacks(taken.value));
  }
  return {
    hear,
    hearWhereNew: async (rules) => {
      if (rules !== centre.ownRules() && rules !== askedFor) await hear();
    },
  };
}
