import type { Instant } from "../../../shared/kernel/instant.ts";
import type { KeptKey, Store } from "../../store/store.ts";
import { newKey } from "../new-key.ts";

/** The keys that sealed files may be made for; where the store has none yet, one is made now. */
export async function openSealingKeys(store: Pick<Store, "sealingKeys" | "ensureSealingKey">, at: Instant): Promise<readonly KeptKey[]> {
  const known = await store.sealingKeys();
  if (known.length > 0) return known;
  await store.ensureSealingKey(newKey("sealed", at)); // another process may have made its own in the same moment
  return await store.sealingKeys();
}
