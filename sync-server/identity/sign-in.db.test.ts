import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt, decodeProtectedHeader } from "jose";
import * as client from "openid-client";
import { expect, test } from "vitest";
import { helloSchema, type Hello } from "../../shared/sync/protocol.ts";
import { DEMONSTRATION_PASSWORD, demonstrationPeople } from "../demonstration/people.ts";
import { startDemonstration, temporaryFolder } from "../testing/demonstration-server.ts";
import { authorizationUrl, createBrowser, refresh, signIn } from "../testing/sign-in.ts";

const me = async (server: string, token: string): Promise<Response> => fetch(`${server}/v1/me`, { headers: { authorization: `Bearer ${token}` } });

const sayHello = async (server: string): Promise<Hello> => helloSchema.parse(await (await fetch(`${server}/v1/hello`)).json());

test("a standard client signs in with PKCE over the loopback address and gets a token that the centre takes", async () => {
  const { address } = await startDemonstration(temporaryFolder());
  const hello = await sayHello(address);
  expect(hello.issuer).toBe(`${address}/oidc`);
  const config = await client.discovery(new URL(hello.issuer), hello.clientId, undefined, client.None(), { execute: [client.allowInsecureRequests] });
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: "http://127.0.0.1:51234/auth/callback", scope: "openid offline_access", resource: hello.audience, state: "kept",
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const browser = createBrowser(address);
  const form = await browser.open(url.href);
  const back = await browser.post(form.url, { login: "maelle.exemple", password: DEMONSTRATION_PASSWORD });
  const tokens = await client.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, expectedState: "kept" });
  expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: "RS256", typ: "at+jwt" });
  expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: hello.issuer, aud: hello.audience, client_id: hello.clientId });
  expect(await (await me(address, tokens.access_token)).json()).toMatchObject({ name: "Maëlle Exemple", role: "advisor", bank: { name: "Banque Armor" } });
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  expect((await me(address, renewed.access_token)).status).toBe(200);
  expect((await me(address, tokens.id_token ?? "")).status).toBe(401);
});

test("every published account signs in and is the person it says", async () => {
  const { address } = await startDemonstration(temporaryFolder());
  const hello = await sayHello(address);
  const accounts = hello.demonstration?.accounts ?? [];
  expect(accounts.map(({ login }) => login)).toEqual(demonstrationPeople.map(({ login }) => login));
  for (const account of accounts) {
    const { access } = await signIn(address, account.login, DEMONSTRATION_PASSWORD);
    expect(await (await me(address, access)).json()).toMatchObject({ name: account.name, role: account.role });
  }
});

test("a refresh token outlives a restart on another port; keys and sessions are readable by their owner only", async () => {
  const folder = temporaryFolder();
  const first = await startDemonstration(folder);
  const tokens = await signIn(first.address, "yann.modele", DEMONSTRATION_PASSWORD);
  await first.close();
  const second = await startDemonstration(folder);
  const renewed = await refresh(second.address, tokens.refresh);
  expect((await me(second.address, renewed.access)).status).toBe(200);
  for (const name of readdirSync(join(folder, "identity"))) expect([name, statSync(join(folder, "identity", name)).mode & 0o777]).toEqual([name, 0o600]);
});

test("a used refresh token is forgiven while its answer may be lost on the way, then revokes the whole line", async () => {
  let nowMs = Date.now();
  const { address } = await startDemonstration(temporaryFolder(), { now: () => nowMs });
  const { refresh: first } = await signIn(address, "yann.modele", DEMONSTRATION_PASSWORD);
  await refresh(address, first);
  const { refresh: second } = await refresh(address, first);
  nowMs += 60_000;
  await expect(refresh(address, first)).rejects.toThrow("invalid_grant");
  await expect(refresh(address, second)).rejects.toThrow("invalid_grant");
});

test("guessing passwords is slowed down, and a wrong one says so in words, without saying which half was wrong", async () => {
  let nowMs = Date.now();
  const { address } = await startDemonstration(temporaryFolder(), { now: () => nowMs });
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, { code_challenge: "x".repeat(43), code_challenge_method: "S256", ui_locales: "en" }));
  expect(form.text).toContain('<html lang="en">');
  const known = await browser.post(form.url, { login: "yann.modele", password: "no" });
  const unknown = await browser.post(form.url, { login: "nobody.at.all", password: "no" });
  expect([known.status, unknown.status]).toEqual([401, 401]);
  for (const answer of [known, unknown]) expect(answer.text).toContain("do not match");
  for (let i = 0; i < 3; i += 1) await browser.post(form.url, { login: "yann.modele", password: "no" });
  const slowed = await browser.post(form.url, { login: "yann.modele", password: DEMONSTRATION_PASSWORD });
  expect([slowed.status, Number(slowed.headers.get("retry-after")) > 0]).toEqual([429, true]);
  nowMs += 5_000;
  expect((await browser.post(form.url, { login: "yann.modele", password: DEMONSTRATION_PASSWORD })).url).toContain("/auth/callback?code=");
});

test("the page is French by default, carries a strict policy, and echoes nothing unescaped", async () => {
  const { address } = await startDemonstration(temporaryFolder());
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, { code_challenge: "x".repeat(43), code_challenge_method: "S256" }));
  expect(form.text).toContain('<html lang="fr">');
  expect(form.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action/);
  const echoed = await browser.post(form.url, { login: '"><script>x</script>', password: "" });
  expect(echoed.text).not.toContain("<script>");
  expect((await browser.post(form.url, { login: "x".repeat(20_000), password: "" })).status).toBe(413);
  expect((await createBrowser(address).open(form.url)).status).toBe(410);
});

test.each([
  ["without PKCE", {}], ["to another address", { code_challenge: "x".repeat(43), code_challenge_method: "S256", redirect_uri: "https://elsewhere.example/auth/callback" }],
  ["with a plain challenge", { code_challenge: "x".repeat(43), code_challenge_method: "plain" }],
  ["for another client", { client_id: "someone-else", code_challenge: "x".repeat(43), code_challenge_method: "S256" }],
  ["for another resource", { resource: "https://elsewhere.example/", code_challenge: "x".repeat(43), code_challenge_method: "S256" }],
])("an authorization request %s never reaches the form", async (_what, over) => {
  const { address } = await startDemonstration(temporaryFolder());
  const answer = await createBrowser(address).open(authorizationUrl(address, over));
  expect(answer.text).not.toContain('name="password"');
});

test("the application's own scheme is a way back too", async () => {
  const { address } = await startDemonstration(temporaryFolder());
  const browser = createBrowser(address);
  const form = await browser.open(authorizationUrl(address, { redirect_uri: "guichet://auth", code_challenge: "x".repeat(43), code_challenge_method: "S256" }));
  const back = await browser.post(form.url, { login: "yann.modele", password: DEMONSTRATION_PASSWORD });
  expect(back.url).toMatch(/^guichet:\/\/auth\?code=/);
});

test("what the pages post, and the tokens, never reach the log", async () => {
  const lines: { readonly event: string; readonly facts: unknown }[] = [];
  const folder = temporaryFolder();
  const { address } = await startDemonstration(folder, { lines });
  const { access, refresh: renewable } = await signIn(address, "maelle.exemple", DEMONSTRATION_PASSWORD);
  await me(address, access);
  const log = JSON.stringify(lines);
  for (const secret of [access, renewable, "maelle", "Maëlle", DEMONSTRATION_PASSWORD, "127.0.0.1:49152"]) expect(log).not.toContain(secret);
  expect(readFileSync(join(folder, "identity", "sessions.jsonl"), "utf8")).toContain("RefreshToken");
});
