import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";

type RemoteJWKSet = ReturnType<typeof createRemoteJWKSet>;

const TIMEOUT_MS = 5_000;
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** How often keys are asked for again, so that one which the issuer withdrew is forgotten. */
const ASK_AGAIN_MS = 600_000;
/** An issuer that failed to answer is left alone for this long; so is one that does not have a key that a token names. */
const PAUSE_MS = 30_000;
/** While the issuer is silent, its last keys are believed for this long and no longer: whoever can silence it must not keep a withdrawn key alive. */
export const SILENCE_MS = 24 * 3_600_000;

/**
 * The keys of an issuer, found through its discovery document at the first token, kept, fetched again every ten minutes and when a token
 * names a new one. `jwksUri` skips discovery. An issuer that falls silent is believed by its last keys for a day. Throws when none can be had.
 */
export function remoteKeys(issuer: string, jwksUri: string | undefined, tell: TellKeys = () => undefined): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = async (): Promise<JWTVerifyGetKey> => renewed(createRemoteJWKSet(new URL(jwksUri ?? (await discover(issuer))), { timeoutDuration: TIMEOUT_MS, cooldownDuration: PAUSE_MS, cacheMaxAge: SILENCE_MS }), tell);
  return async (header, token) => {
    found ??= find();
    try {
      return await (await found)(header, token);
    } catch (error) {
      await found.catch(() => { found = undefined; tell(false); });
      throw error;
    }
  };
}

/** Hears each time that an issuer was asked for its keys, and whether it answered. */
export type TellKeys = (answered: boolean) => void;

/** Fetches them again in time. Only the first who finds the issuer silent waits for it: the others go on with what there is. */
function renewed(keys: RemoteJWKSet, tell: TellKeys): JWTVerifyGetKey {
  let askAt: number | undefined;
  let isSilent = false;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    try {
      await keys.reload();
      tell(true);
      [askAt, isSilent] = [Date.now() + ASK_AGAIN_MS, false];
    } catch {
      tell(false);
      [askAt, isSilent] = [Date.now() + PAUSE_MS, true];
    } finally {
      asking = undefined;
    }
  };
  return async (header, token) => {
    if (askAt !== undefined && Date.now() >= askAt) asking ??= ask();
    if (!isSilent) await asking;
    if (askAt !== undefined) return await keys(header, token);
    try {
      return await keys(header, token);
    } finally {
      // The first token has them fetched, whatever it then says of that token.
      const fetched = keys.jwks() !== undefined;
      tell(fetched);
      if (fetched) askAt ??= Date.now() + ASK_AGAIN_MS;
    }
  };
}

async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the identity provider's discovery document answers ${response.status}`);
  const document = discoverySchema.parse(await response.json());
  if (document.issuer !== issuer) throw new Error("the identity provider's discovery document names another issuer");
  return document.jwks_uri;
}
