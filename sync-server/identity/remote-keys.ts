import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";

const TIMEOUT_MS = 5_000;
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * The keys of an issuer, found through its discovery document at the first token, kept, fetched again when a token names a new key (at
 * most every 30 s). `jwksUri` skips discovery. Throws when the issuer does not answer; the next token tries again.
 */
export function remoteKeys(issuer: string, jwksUri: string | undefined): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = async (): Promise<JWTVerifyGetKey> =>
    createRemoteJWKSet(new URL(jwksUri ?? (await discover(issuer))), { timeoutDuration: TIMEOUT_MS, cooldownDuration: 30_000, cacheMaxAge: 600_000 });
  return async (header, token) => {
    found ??= find();
    try {
      return await (await found)(header, token);
    } catch (error) {
      await found.catch(() => { found = undefined; });
      throw error;
    }
  };
}

async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the identity provider's discovery document answers ${response.status}`);
  const document = discoverySchema.parse(await response.json());
  if (document.issuer !== issuer) throw new Error("the identity provider's discovery document names another issuer");
  return document.jwks_uri;
}
