import { generateKeyPairSync } from "node:crypto";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { SealingKey, Store } from "../../store/store.ts";

/** The keys that sealed files may be made for; where the store has none yet, one is made now. */
export async function openSealingKeys(store: Pick<Store, "sealingKeys" | "ensureSealingKey">, at: Instant): Promise<readonly SealingKey[]> {
  const known = await store.sealingKeys();
  if (known.length > 0) return known;
  await store.ensureSealingKey(newSealingKey(at), at); // another process may have made its own in the same moment
  return await store.sealingKeys();
}

function newSealingKey(at: Instant): SealingKey {
  const { x, d } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  if (x === undefined || d === undefined) throw new Error("no X25519 key");
  return { kid: `sealed-${new Date(at).toISOString().slice(0, 10)}`, x, d };
}
