import { EPOCH_WORD_MS, sayEpoch } from "../domain/restore/begin-epoch.ts";
import type { Founding } from "../domain/centre.ts";
import type { EpochRow, Store } from "../store/store.ts";
import { newId } from "./workstation.ts";

/** As two operators of the directory would; alone, with a reason, where the store knows fewer. */
export async function beginEpochByTwo(store: Pick<Store, "changeEpoch">, powers: Omit<Founding, "demonstration">): Promise<EpochRow> {
  const known = await store.changeEpoch((now) => ({ change: {}, answer: now.operators }));
  const [first = newId(), second] = known ?? [];
  const words = second === undefined ? [{ person: first, because: "a test" }] : [{ person: first }, { person: second }];
  for (const saying of words) {
    const said = await sayEpoch(store, powers, saying);
    if (said?.kind === "begun") return said.epoch;
  }
  throw new Error(`no epoch was begun within ${EPOCH_WORD_MS} ms`);
}
