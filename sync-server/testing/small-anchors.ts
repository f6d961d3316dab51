import { createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnchorer, type Anchorer } from "../domain/audit/create-anchorer.ts";
import { verifyCentre, type CentreVerified } from "../domain/audit/verify-centre.ts";
import { openAnchorFolder } from "../objects/anchor-folder.ts";
import type { AnchorStore } from "../objects/anchor-store.ts";
import type { Store } from "../store/store.ts";

export type SmallAnchors = {
  readonly anchors: AnchorStore;
  readonly folder: string;
  /** Links all that waits and anchors it, whatever the hour. */
  readonly anchor: () => Promise<void>;
  /** Another server's, with the same key. */
  readonly anchorer: (over?: Partial<Parameters<typeof createAnchorer>[0]>) => Promise<Anchorer>;
  readonly verified: () => Promise<CentreVerified>;
  readonly close: () => void;
};

/** Anchors of a store, in a folder of their own. */
export function smallAnchors(store: () => Store): SmallAnchors {
  const folder = mkdtempSync(join(tmpdir(), "guichet-anchors-"));
  const anchors = openAnchorFolder(join(folder, "anchors"));
  const anchorer: SmallAnchors["anchorer"] = async (over = {}) => {
    const [key] = await store().signingKeys();
    if (key === undefined) throw new Error("no key");
    const { kid, x, d } = key;
    const signText = async (text: string): Promise<string> => sign(null, Buffer.from(text), createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" })).toString("base64url");
    return createAnchorer({ store: store(), anchors, now: Date.now, signer: () => ({ kid, signText }), onError: (error) => { throw error; }, ...over });
  };
  return {
    anchors, folder, anchorer,
    anchor: async () => {
      while ((await store().linkAudit(500, Date.now())) > 0);
      await (await anchorer()).run(true);
    },
    verified: async () => {
      const [keys, centre] = [await store().signingKeys(), await store().centre()];
      return await verifyCentre({ store: store(), centre: { id: centre?.centre ?? "" }, now: Date.now, anchors: { found: anchors.list(), keys } });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
