import { createHash, createPrivateKey } from "node:crypto";
import { signerOf, type ReleaseSigner } from "./signer.ts";

/** Public on purpose: whoever reads this can sign as the test authority, and a release build takes nothing of it. */
const PHRASE = "guichet: test authority of releases, public on purpose";
/** Head of a PKCS#8 that holds an Ed25519 seed. */
const PKCS8_HEAD = "302e020100300506032b657004220420";

/** Signs releases for development and tests; the public half is in shared/release/trusted-keys.ts. */
export function testAuthority(): ReleaseSigner {
  const seed = createHash("sha256").update(PHRASE).digest();
  return signerOf(createPrivateKey({ key: Buffer.concat([Buffer.from(PKCS8_HEAD, "hex"), seed]), format: "der", type: "pkcs8" }));
}
