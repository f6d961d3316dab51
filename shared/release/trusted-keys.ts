import { buildKind } from "./build-kind.ts";

/** A public key whose releases are taken. Removing one, or marking it revoked, needs a release signed by another. */
export type TrustedKey = {
  readonly id: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly authority: "production" | "test";
  readonly revoked: boolean;
};

/**
 * Holders keep the private halves offline or in a KMS; `npm run release -- key` makes one and prints the line to add here.
 * Empty until the product's owner has made the first: until then a release build takes no update at all.
 */
const productionKeys: readonly TrustedKey[] = [];

/** Its private half is derived from a public phrase (build/release/test-authority.ts): it proves nothing, and no release build has it. */
const TEST_KEY: TrustedKey = { id: "b4d1ddcb8434af01", publicKey: "AsIwucdYwxNkjU2Fn0sRtvh3PvuRgni8q-Qd75_rQVg", authority: "test", revoked: false };

/** What this very build trusts. The comparison is folded by the compiler, so that a release does not even carry the test key. */
export const trustedKeys: readonly TrustedKey[] = buildKind === "release" ? productionKeys : [...productionKeys, TEST_KEY];
