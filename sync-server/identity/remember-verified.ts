import { hash } from "node:crypto";
import { ok } from "../../shared/kernel/result.ts";
import type { TokenFacts, TokenVerifier } from "./verify-token.ts";

/** How long a signature that was verified need not be verified again. Expiry is looked at every time. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 10_000;

/**
 * The same verifier, which knows again for half a minute a token that it found good, by its SHA-256: a workstation sends many requests
 * with one token, and keys taken out of an issuer's set are known for longer than that anyway. A refusal is never remembered.
 */
export function rememberVerified(verify: TokenVerifier, now: () => number): TokenVerifier {
  const known = new Map<string, { readonly until: number; readonly facts: TokenFacts }>();
  return async (token) => {
    const key = hash("sha256", token, "base64");
    const found = known.get(key);
    if (found !== undefined && found.until > now()) return ok(found.facts);
    const verified = await verify(token);
    if (!verified.ok) return verified;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, { until: Math.min(now() + REMEMBERED_MS, verified.value.expiresAtMs), facts: verified.value });
    return verified;
  };
}
