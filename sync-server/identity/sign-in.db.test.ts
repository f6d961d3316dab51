import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt, decodeProtectedHeader } from "jose";
import * as client from "openid-client";
import { expect, test } from "vitest";
import { PASSWORD, startProvider, temporaryFolder } from "./testing/provider-server.ts";
import { authorizationUrl, createBrowser, refresh, signIn } from "./testing/sign-in.ts";

const challenge = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };

test("a standard client signs in with PKCE over the loopback address and gets a token that the centre takes", async () => {
  const { address, verify } = await startProvider(temporaryFolder());
  const config = await client.discovery(new URL(`${address}/oidc`), "guichet-desktop", undefined, client.None(), { execute: [client.allowInsecureRequests] });
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: "http://127.0.0.1:51234/auth/callback", scope: "openid offline_access", resource: "urn:guichet:api", state: "kept",
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const browser = createBrowser(address);
  const form = await browser.open(url.href);
  const back = await browser.post(form.url, { login: "first.person", password: PASSWORD });
  const tokens = await client.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, expectedState: "kept" });
  expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: "RS256", typ: "at+jwt" });
  expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: `${address}/oidc`, aud: "urn:guichet:api", client_id: "guichet-desktop", sub: "person-1" });
  expect(await verify(tokens.access_token)).toMatchObject({ ok: true, value: { issuer: "urn:test", subject: "person-1", bank: undefined } });
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  expect((await verify(renewed.access_token)).ok).toBe(true);
  expect((await verify(tokens.id_token ?? "")).ok).toBe(false);
});

test("a refresh token outlives a restart on another port; keys and sessions are readable by their owner only", async () => {
  const folder = temporaryFolder();
  const first = await startProvider(folder);
  const tokens = await signIn(first.address, "first.person", PASSWORD);
  await first.close();
  const second = await startProvider(folder);
  const renewed = await refresh(second.address, tokens.refresh);
  expect((await second.verify(renewed.access)).ok).toBe(true);
  expect((await second.verify(tokens.access)).ok).toBe(false);
  const names = readdirSync(folder);
  expect(names.toSorted()).toEqual(["keys.json", "sessions.jsonl"]);
  for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
});

test("guessing passwords is slowed down, and a wrong one says so in words, without saying which half was wrong", async () => {
  let nowMs = Date.now();
  const { address } = await startProvider(temporaryFolder(), () => nowMs);
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, { ...challenge, ui_locales: "en" }));
  expect(form.text).toContain('<html lang="en">');
  const known = await browser.post(form.url, { login: "first.person", password: "no" });
  const unknown = await browser.post(form.url, { login: "nobody.at.all", password: "no" });
  expect([known.status, unknown.status]).toEqual([401, 401]);
  for (const answer of [known, unknown]) expect(answer.text).toContain("do not match");
  for (let i = 0; i < 3; i += 1) await browser.post(form.url, { login: "first.person", password: "no" });
  const slowed = await browser.post(form.url, { login: "first.person", password: PASSWORD });
  expect([slowed.status, Number(slowed.headers.get("retry-after")) > 0]).toEqual([429, true]);
  nowMs += 5_000;
  expect((await browser.post(form.url, { login: "first.person", password: PASSWORD })).url).toContain("/auth/callback?code=");
});

test("a browser's memory never signs in for the next person of a shared workstation", async () => {
  const { address } = await startProvider(temporaryFolder());
  const browser = createBrowser(address);
  const first = await browser.open(authorizationUrl(address, challenge));
  await browser.post(first.url, { login: "first.person", password: PASSWORD });
  expect((await browser.open(authorizationUrl(address, challenge))).text).toContain('name="password"');
});

test("the page is French by default, carries a strict policy, and echoes nothing unescaped", async () => {
  const { address } = await startProvider(temporaryFolder());
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, challenge));
  expect(form.text).toContain('<html lang="fr">');
  expect(form.text).toContain("Second &lt;Person&gt;");
  expect(form.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action/);
  const echoed = await browser.post(form.url, { login: '"><script>x</script>', password: "" });
  expect(echoed.text).not.toContain("<script>");
  expect((await browser.post(form.url, { login: "x".repeat(20_000), password: "" })).status).toBe(413);
  const elsewhere = await createBrowser(address).open(form.url);
  expect([elsewhere.status, elsewhere.text.includes('name="password"')]).toEqual([410, false]);
});

test.each([
  ["without PKCE", {}], ["to another address", { ...challenge, redirect_uri: "https://elsewhere.example/auth/callback" }],
  ["to another path", { ...challenge, redirect_uri: "http://127.0.0.1:4000/elsewhere" }],
  ["with a plain challenge", { ...challenge, code_challenge_method: "plain" }], ["for another client", { ...challenge, client_id: "someone-else" }],
  ["for another resource", { ...challenge, resource: "https://elsewhere.example/" }],
])("an authorization request %s never reaches the form", async (_what, over) => {
  const { address, errors } = await startProvider(temporaryFolder());
  const answer = await createBrowser(address).open(authorizationUrl(address, over));
  expect(answer.text).not.toContain('name="password"');
  expect(errors).toEqual([]);
});

test("the application's own scheme is a way back too", async () => {
  const { address } = await startProvider(temporaryFolder());
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, { ...challenge, redirect_uri: "guichet://auth" }));
  expect((await browser.post(form.url, { login: "first.person", password: PASSWORD })).url).toMatch(/^guichet:\/\/auth\?code=/);
});

test("a journal whose last line was torn by a kill opens without it", async () => {
  const folder = temporaryFolder();
  const first = await startProvider(folder);
  const kept = await signIn(first.address, "first.person", PASSWORD);
  await first.close();
  const path = join(folder, "sessions.jsonl");
  const { appendFileSync } = await import("node:fs");
  appendFileSync(path, '{"key":"RefreshToken:torn","payl');
  const second = await startProvider(folder);
  expect((await refresh(second.address, kept.refresh)).access).not.toBe("");
  expect(readFileSync(path, "utf8")).not.toContain("torn");
});

test("cookies of a sign-in are out of scripts' reach and of other sites'", async () => {
  const { address } = await startProvider(temporaryFolder());
  const begun = await fetch(authorizationUrl(address, challenge), { redirect: "manual" });
  const cookies = begun.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie.toLowerCase()).toMatch(/; samesite=lax; httponly$/);
});
