import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, expect, test } from "vitest";
import { remoteKeys } from "./remote-keys.ts";
import { createTokenVerifier } from "./verify-token.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Provider = { readonly issuer: string; readonly asked: () => readonly string[]; readonly setAway: (away: boolean) => void };

async function startProvider(jwk: object): Promise<Provider> {
  const asked: string[] = [];
  let isAway = false;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (isAway) return void response.writeHead(503).end();
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return void response.end(JSON.stringify(request.url === "/keys" ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  closers.push(() => server.close());
  return { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, setAway: (away) => { isAway = away; } };
}

test("keys are found through discovery once and kept; a provider away is G3005 and is asked again", async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const provider = await startProvider({ ...(await exportJWK(publicKey)), kid: "k", alg: "RS256" });
  const keys = remoteKeys(provider.issuer, undefined);
  const verify = createTokenVerifier(() => [{ issuer: provider.issuer, knownAs: provider.issuer, style: "standard", scope: "openid", asksResource: true, acr: [], audience: "a", clientId: "c", bank: undefined, keys }], Date.now);
  const token = await new SignJWT({ sub: "someone" }).setProtectedHeader({ alg: "RS256", kid: "k" }).setIssuer(provider.issuer).setAudience("a").setExpirationTime("5m").sign(privateKey);
  provider.setAway(true);
  expect(await verify(token)).toEqual({ ok: false, error: { code: "G3005" } });
  provider.setAway(false);
  expect((await verify(token)).ok).toBe(true);
  expect((await verify(token)).ok).toBe(true);
  expect(provider.asked()).toEqual(["/.well-known/openid-configuration", "/.well-known/openid-configuration", "/keys"]);
});

test("a discovery document that names another issuer is not believed", async () => {
  const { publicKey } = await generateKeyPair("RS256", { extractable: true });
  const provider = await startProvider({ ...(await exportJWK(publicKey)), kid: "k" });
  const keys = remoteKeys(`${provider.issuer}/elsewhere`, undefined);
  await expect(keys({ alg: "RS256", kid: "k" }, { payload: "", signature: "" })).rejects.toThrow("another issuer");
});
