import { instant } from "../../../shared/kernel/instant.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { EpochRow, Store } from "../../store/store.ts";
import type { Founding } from "../centre.ts";

/**
 * [SY50] After a restore: the centre goes on in a new epoch, recovering. `number` when the backup itself is older than an earlier restore, whose
 * epoch it then does not know. Undefined when there is no centre, or the number is not above the present one.
 */
export async function beginEpoch(store: Store, { now, randomBytes }: Omit<Founding, "demonstration">, number?: number): Promise<EpochRow | undefined> {
  const centre = await store.centre();
  if (centre === undefined) return undefined;
  const at = instant(now());
  const row = { n: number ?? centre.epochN + 1, id: uuidV7(at, randomBytes(16)) };
  return (await store.beginEpoch({ ...row, at })) ? row : undefined;
}
