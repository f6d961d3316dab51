import type { ServerConfig } from "./config.ts";
import { SETTLE_MS } from "./domain/key-ring.ts";
import { newKey } from "./domain/new-key.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { now, withStore } from "./with-store.ts";

/** The `new-receipt-key` command: servers at work tell it at once, and sign with it from `signsFrom` on. Those before it stay, for what they signed. Throws StartFault. */
export async function makeReceiptKey(config: ServerConfig, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => {
    const key = newKey("receipts", now(), await store.signingKeys());
    await store.addSigningKey(key);
    log.info({ kid: key.kid, signsFrom: new Date(key.madeAt + SETTLE_MS).toISOString() }, "receipt key made");
  });
}

/** The `new-sealing-key` command: sealed files are made for it from the next greeting of each workstation on. Those before it stay, for what was made for them. Throws StartFault. */
export async function makeSealingKey(config: ServerConfig, log: ServerLog): Promise<void> {
  await withStore(config, log, async (store) => {
    const key = newKey("sealed", now(), await store.sealingKeys());
    await store.addSealingKey(key);
    log.info({ kid: key.kid }, "sealing key made");
  });
}
