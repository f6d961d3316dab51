import * as client from "openid-client";
import { createBrowser } from "./sign-in.ts";

const REDIRECT = "http://127.0.0.1:51234/auth/callback";
export type Key = client.CryptoKeyPair;
export const newKey = (): Promise<Key> => client.randomDPoPKeyPair("Ed25519");

export type BoundClient = {
  readonly first: client.TokenEndpointResponse;
  /** With her own key, or as whoever has another, or none. */
  readonly refresh: (token: string | undefined, key?: Key | "none") => Promise<client.TokenEndpointResponse>;
  readonly revoke: (token: string) => Promise<void>;
};

/** A workstation signed in with a key of its own (RFC 9449), by the library that workstations use. `offS`: how wrong its clock is. */
export async function signInBound(server: string, login: string, password: string, offS = 0): Promise<BoundClient> {
  const key = await newKey();
  const config = await client.discovery(new URL(`${server}/oidc`), "guichet-desktop", { [client.clockSkew]: offS }, client.None(), { execute: [client.allowInsecureRequests] });
  const proof = client.getDPoPHandle(config, key);
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT, scope: "openid offline_access", resource: "urn:guichet:api", state: "kept", dpop_jkt: await proof.calculateThumbprint(),
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const browser = createBrowser(server);
  const back = await browser.post((await browser.open(url.href)).url, { login, password });
  const first = await client.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, expectedState: "kept" }, undefined, { DPoP: proof });
  return {
    first,
    refresh: (token, other = key) =>
      client.refreshTokenGrant(config, token ?? "", undefined, other === "none" ? {} : { DPoP: other === key ? proof : client.getDPoPHandle(config, other) }),
    revoke: (token) => client.tokenRevocation(config, token),
  };
}
