import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { remoteKeys, SILENCE_MS } from "./remote-keys.ts";
import { createTokenVerifier } from "./verify-token.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  closers.splice(0).forEach((close) => close());
  vi.useRealTimers();
});

type Provider = { readonly issuer: string; readonly asked: () => readonly string[]; readonly setAway: (away: boolean) => void };

async function startProvider(jwks: () => readonly object[]): Promise<Provider> {
  const asked: string[] = [];
  let isAway = false;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (isAway) return void response.writeHead(503).end();
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return void response.end(JSON.stringify(request.url === "/keys" ? { keys: jwks() } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  closers.push(() => server.close());
  return { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, setAway: (away) => { isAway = away; } };
}

test("keys are found through discovery once and kept; a provider away is G3005 and is asked again", async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k", alg: "RS256" };
  const provider = await startProvider(() => [jwk]);
  const told: boolean[] = [];
  const keys = remoteKeys(provider.issuer, undefined, (answered) => void told.push(answered));
  const verify = createTokenVerifier(() => [{ issuer: provider.issuer, knownAs: provider.issuer, style: "standard", scope: "openid", asksResource: true, demandedScope: [], acr: [], audience: "a", clientId: "c", bank: undefined, keys }], Date.now);
  const token = await new SignJWT({ sub: "someone" }).setProtectedHeader({ alg: "RS256", kid: "k" }).setIssuer(provider.issuer).setAudience("a").setExpirationTime("5m").sign(privateKey);
  provider.setAway(true);
  expect(await verify(token)).toEqual({ ok: false, error: { code: "G3005" } });
  provider.setAway(false);
  expect((await verify(token)).ok).toBe(true);
  expect((await verify(token)).ok).toBe(true);
  expect(provider.asked()).toEqual(["/.well-known/openid-configuration", "/.well-known/openid-configuration", "/keys"]);
  // Whoever measures hears each time that it was asked, and of nothing between.
  expect(told).toEqual([false, true]);
});

/** Who signs, what the provider publishes, and a token of each moment. */
async function startSilenceable() {
  const pair = await generateKeyPair("RS256", { extractable: true });
  const published = [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "RS256" }];
  const provider = await startProvider(() => published);
  vi.useFakeTimers({ toFake: ["Date"] });
  const keys = remoteKeys(provider.issuer, undefined);
  const verify = createTokenVerifier(() => [{ issuer: provider.issuer, knownAs: provider.issuer, style: "standard", scope: "openid", asksResource: true, demandedScope: [], acr: [], audience: "a", clientId: "c", bank: undefined, keys }], Date.now);
  const ask = async (): Promise<unknown> => {
    const token = await new SignJWT({ sub: "someone" }).setProtectedHeader({ alg: "RS256", kid: "k" }).setIssuer(provider.issuer).setAudience("a").setExpirationTime(new Date(Date.now() + 300_000)).sign(pair.privateKey);
    const verified = await verify(token);
    return verified.ok || verified.error.code;
  };
  return { provider, published, ask, pass: (ms: number) => void vi.setSystemTime(Date.now() + ms) };
}

test("a provider that falls silent is believed by its last keys for a day, and asked again in the meantime; then it is G3005", async () => {
  const { provider, ask, pass } = await startSilenceable();
  expect(await ask()).toBe(true);
  const begun = Date.now();
  provider.setAway(true);
  pass(3_600_000);
  expect(await ask()).toBe(true);
  const asked = provider.asked().length;
  expect(asked).toBe(3);
  for (let i = 0; i < 20; i += 1) expect(await ask()).toBe(true);
  expect(provider.asked().length).toBe(asked);
  pass(SILENCE_MS - 3_600_000 - 2_000);
  expect(await ask()).toBe(true);
  pass(60_000);
  expect(Date.now() - begun).toBeGreaterThan(SILENCE_MS);
  expect(await ask()).toBe("G3005");
  provider.setAway(false);
  expect(await ask()).toBe(true);
});

test("a key that the provider withdrew is forgotten at the first fetch that succeeds", async () => {
  const { provider, published, ask, pass } = await startSilenceable();
  expect(await ask()).toBe(true);
  published.splice(0);
  pass(590_000);
  expect(await ask()).toBe(true);
  provider.setAway(true);
  pass(20_000);
  expect(await ask()).toBe(true);
  provider.setAway(false);
  pass(40_000);
  await vi.waitFor(async () => expect(await ask()).toBe("G3001"));
});

test("a discovery document that names another issuer is not believed", async () => {
  const { publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k" };
  const provider = await startProvider(() => [jwk]);
  const keys = remoteKeys(`${provider.issuer}/elsewhere`, undefined);
  await expect(keys({ alg: "RS256", kid: "k" }, { payload: "", signature: "" })).rejects.toThrow("another issuer");
});

test("a provider that sends elsewhere is not followed, neither for its description nor for its keys", async () => {
  const { publicKey } = await generateKeyPair("RS256", { extractable: true });
  const target = await startProvider(() => []);
  const jwk = { ...(await exportJWK(publicKey)), kid: "k" };
  const server = createServer((request, response) => response.writeHead(302, { location: `${target.issuer}${request.url ?? ""}` }).end(JSON.stringify(jwk)));
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  closers.push(() => server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const jwks of [undefined, `${issuer}/keys`]) await expect(remoteKeys(issuer, jwks)({ alg: "RS256", kid: "k" }, { payload: "", signature: "" })).rejects.toThrow();
  expect(target.asked()).toEqual([]);
});
