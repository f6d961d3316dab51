import * as oidc from "openid-client";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";
import { generateReplicaKey, type StoredReplicaKey } from "../keys/replica-key.ts";
import type { Tokens } from "./tokens.ts";

/** A sign-in under way: what must come back, and what proves that it is ours. */
export type PendingSignIn = {
  readonly url: string;
  /** True when that address answers this very sign-in: ours, with the state that only its page was given. Anybody may call the address. */
  readonly isAnsweredBy: (callback: string) => boolean;
  readonly complete: (callback: string) => Promise<Result<Tokens, CodedError>>;
};

type Provider = Pick<Hello, "issuer" | "clientId" | "audience" | "scope" | "resource" | "acr">;
type Powers = Pick<CoreDeps, "fetch" | "now">;

/** Prepares the authorization code flow with PKCE. Errors: G3005 when the provider does not answer, G5005 when it is not one. */
export async function beginSignIn(powers: Powers, provider: Provider, redirectUri: string): Promise<Result<PendingSignIn, CodedError>> {
  const found = await discover(powers, provider);
  if (!found.ok) return found;
  const config = found.value;
  const { scope, ...resource } = askedOf(provider);
  const key = mayBind(config) ? generateReplicaKey() : undefined;
  const proof = key === undefined ? undefined : await openProof(config, key);
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope, ...resource, state, nonce,
    ...(provider.acr === undefined ? {} : { acr_values: provider.acr }),
    ...(proof === undefined ? {} : { dpop_jkt: await proof.calculateThumbprint() }),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return ok({
    url: url.href,
    isAnsweredBy: (callback) => parseCallback(callback, redirectUri)?.searchParams.get("state") === state,
    complete: async (callback) => {
      const address = parseCallback(callback, redirectUri);
      if (address === undefined) return err({ code: "G3004" });
      return await granted(powers, key, () => oidc.authorizationCodeGrant(config, address, checks, resource, provenBy(proof)));
    },
  });
}

/** Errors: G3001 when the provider no longer takes the token (sign in again), G3005 when it does not answer. */
export async function refreshTokens(powers: Powers, provider: Provider, { refresh, key }: Tokens): Promise<Result<Tokens, CodedError>> {
  if (refresh === undefined) return err({ code: "G3001" });
  const config = await discover(powers, provider);
  if (!config.ok) return config;
  const { scope: _as_before, ...resource } = askedOf(provider);
  const proof = key === undefined ? undefined : await openProof(config.value, key);
  const fresh = await granted(powers, key, () => oidc.refreshTokenGrant(config.value, refresh, resource, provenBy(proof)));
  if (!fresh.ok) return fresh.error.code === "G3004" ? err({ code: "G3001" }) : fresh;
  return ok({ ...fresh.value, refresh: fresh.value.refresh ?? refresh });
}

/** Tells the provider that these tokens are over, where it takes that word (RFC 7009). False: it did not hear, and they end by themselves. */
export async function revokeTokens(powers: Powers, provider: Provider, { refresh }: Tokens): Promise<boolean> {
  if (refresh === undefined) return false;
  const config = await discover(powers, provider, FAREWELL_S);
  if (!config.ok || config.value.serverMetadata().revocation_endpoint === undefined) return false;
  try {
    await oidc.tokenRevocation(config.value, refresh, { token_type_hint: "refresh_token" });
    return true;
  } catch {
    return false;
  }
}

/** A refresh token, rotated at each use, so that a day at the desk is one sign-in. A centre of before `scope` is asked as it always was. */
const askedOf = ({ scope, resource, audience }: Provider): { readonly scope: string; readonly resource?: string } =>
  scope === undefined ? { scope: "openid offline_access", resource: audience } : resource === undefined ? { scope } : { scope, resource };

/** Whether its refresh tokens can be bound to a key of this workstation's: then whoever else holds one can do nothing with it. */
const mayBind = (config: oidc.Configuration): boolean => config.serverMetadata().dpop_signing_alg_values_supported?.includes("Ed25519") === true;

const provenBy = (proof: oidc.DPoPHandle | undefined): { readonly DPoP?: oidc.DPoPHandle } => (proof === undefined ? {} : { DPoP: proof });

async function openProof(config: oidc.Configuration, { publicKey, privateKey }: StoredReplicaKey): Promise<oidc.DPoPHandle> {
  return oidc.getDPoPHandle(config, {
    publicKey: await crypto.subtle.importKey("raw", Buffer.from(publicKey, "base64url"), "Ed25519", true, ["verify"]),
    privateKey: await crypto.subtle.importKey("pkcs8", Buffer.from(privateKey, "base64url"), "Ed25519", false, ["sign"]),
  });
}

/** Nobody waits long to leave. */
const FAREWELL_S = 5;
const PATIENCE_S = 30;

async function discover({ fetch }: Powers, { issuer, clientId }: Provider, timeout = PATIENCE_S): Promise<Result<oidc.Configuration, CodedError>> {
  const address = URL.parse(issuer);
  if (address === null || !(address.protocol === "https:" || isLoopback(address))) return err({ code: "G5005", params: { what: "issuer" } });
  try {
    return ok(await oidc.discovery(address, clientId, { token_endpoint_auth_method: "none" }, oidc.None(), {
      [oidc.customFetch]: (url, options) => fetch(url, options as RequestInit),
      timeout,
      execute: address.protocol === "http:" ? [oidc.allowInsecureRequests] : [],
    }));
  } catch {
    return err({ code: "G3005" });
  }
}

/** Unencrypted only where nothing leaves the computer. */
const isLoopback = ({ protocol, hostname }: URL): boolean => protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

/** The provider's answer must come to the address given to it, whatever its query says. */
function parseCallback(callback: string, redirectUri: string): URL | undefined {
  const [address, expected] = [URL.parse(callback), URL.parse(redirectUri)];
  if (address === null || expected === null) return undefined;
  const same = address.protocol === expected.protocol && address.host === expected.host && address.pathname === expected.pathname;
  return same ? address : undefined;
}

/** A day: whatever a provider says beyond it, it is asked again, and no number of its is without an end. */
const MOST_LIFE_S = 86_400;

async function granted({ now }: Powers, key: StoredReplicaKey | undefined, ask: () => Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>): Promise<Result<Tokens, CodedError>> {
  try {
    const answer = await ask();
    const lifeMs = Math.min(answer.expiresIn() ?? 300, MOST_LIFE_S) * 1_000;
    const tokens = { access: answer.access_token, expiresAt: now() + lifeMs, ...(key === undefined ? {} : { key }) };
    return ok(answer.refresh_token === undefined ? tokens : { ...tokens, refresh: answer.refresh_token });
  } catch (error) {
    return err({ code: isRefusal(error) ? "G3004" : "G3005" });
  }
}

/** The provider said no, or what came back is not the answer to what was asked; anything else is a line that failed. */
function isRefusal(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) return true;
  if (error instanceof oidc.ResponseBodyError) return error.status < 500 && error.status !== 429;
  return error instanceof oidc.ClientError && error.code !== undefined && error.code !== "OAUTH_TIMEOUT" && error.code !== "OAUTH_ABORT";
}
