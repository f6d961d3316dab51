import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { beforeAll, expect, test } from "vitest";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";
import { createTokenVerifier } from "./verify-token.ts";

const ISSUER = "https://login.example/bank";
const NOW_MS = Date.UTC(2026, 10, 23, 12);
const now = NOW_MS / 1000;
const bank = id<BankId>("de300000-0000-4000-8000-00000000000a");
const ours = await generateKeyPair("ES256", { extractable: true });
const theirs = await generateKeyPair("ES256", { extractable: true });
let issuer: TrustedIssuer;

beforeAll(async () => {
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(ours.publicKey)), kid: "k1", alg: "ES256" }] });
  issuer = { issuer: ISSUER, knownAs: ISSUER, style: "standard", scope: "openid", asksResource: true, demandedScope: [], acr: [], audience: "guichet", clientId: "desk", bank, keys };
});

const good: JWTPayload = { iss: ISSUER, sub: "someone", aud: "guichet", exp: now + 60, iat: now };
const sign = (claims: JWTPayload, key = ours.privateKey, kid = "k1", typ?: string): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid, ...(typ === undefined ? {} : { typ }) }).sign(key);
const verify = (token: string, over: Partial<TrustedIssuer> = {}) => createTokenVerifier(() => [{ ...issuer, ...over }], () => NOW_MS)(token);

test("a good token says who, from where, for which bank, until when", async () => {
  expect(await verify(await sign(good))).toEqual({ ok: true, value: { issuer: ISSUER, subject: "someone", bank, expiresAtMs: (now + 60) * 1000 } });
});

test("a clock half a minute off is forgiven, not more", async () => {
  expect((await verify(await sign({ ...good, exp: now - 29 }))).ok).toBe(true);
  expect((await verify(await sign({ ...good, exp: now - 31 }))).ok).toBe(false);
});

const refused: readonly (readonly [what: string, token: () => Promise<string> | string])[] = [
  ["expired", () => sign({ ...good, exp: now - 3600 })],
  ["not valid yet", () => sign({ ...good, nbf: now + 3600 })],
  ["for another audience", () => sign({ ...good, aud: "desk" })],
  ["without audience", () => sign({ iss: ISSUER, sub: "someone", exp: now + 60 })],
  ["of another issuer", () => sign({ ...good, iss: "https://login.example/other" })],
  ["without issuer", () => sign({ sub: "someone", aud: "guichet", exp: now + 60 })],
  ["without expiry", () => sign({ iss: ISSUER, sub: "someone", aud: "guichet" })],
  ["without subject", () => sign({ iss: ISSUER, aud: "guichet", exp: now + 60 })],
  ["with an empty subject", () => sign({ ...good, sub: "" })],
  ["signed with another key under our key's name", () => sign(good, theirs.privateKey)],
  ["signed with a key nobody knows", () => sign(good, theirs.privateKey, "k2")],
  ["unsigned (alg none)", () => new UnsecuredJWT(good).encode()],
  ["signed with a shared secret", () => new SignJWT(good).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(new TextEncoder().encode("k1".repeat(20)))],
  ["changed after signing", async () => (await sign(good)).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...good, sub: "somebody-else" })).toString("base64url")}.`)],
  ["that is no token", () => "a.b.c"],
  ["that is nothing", () => ""],
];
test.each(refused)("a token %s is refused with G3001", async (_what, token) => {
  expect(await verify(await token())).toEqual({ ok: false, error: { code: "G3001" } });
});

test("in the Cognito style the client and the use stand for the audience", async () => {
  const claims = { iss: ISSUER, sub: "someone", exp: now + 60, client_id: "desk", token_use: "access" };
  const style = { style: "cognito" } as const;
  expect((await verify(await sign(claims), style)).ok).toBe(true);
  expect((await verify(await sign({ ...claims, token_use: "id" }), style)).ok).toBe(false);
  expect((await verify(await sign({ ...claims, client_id: "another" }), style)).ok).toBe(false);
  expect((await verify(await sign(good), style)).ok).toBe(false);
});

const kinds: readonly (readonly [what: string, typ: string | undefined, claims: JWTPayload, aud: string, isTaken: boolean])[] = [
  ["an access token that says so", "at+jwt", {}, "guichet", true],
  ["one that says so with the whole media type, though audience and client have one name", "application/AT+JWT", { nonce: "n" }, "desk", true],
  ["one of a provider that says nothing of kinds", undefined, {}, "guichet", true],
  ["one of a provider that calls all of them JWT", "JWT", {}, "guichet", true],
  ["an ID token for our audience, by its nonce", "JWT", { nonce: "n" }, "guichet", false],
  ["an ID token, by the hash of the access token beside it", "JWT", { at_hash: "h" }, "guichet", false],
  ["an ID token, by its own word", undefined, { typ: "ID" }, "guichet", false],
  ["anything of unsaid kind where audience and client have one name", "JWT", {}, "desk", false],
  ["a word of signing out", "logout+jwt", {}, "guichet", false],
  ["a proof of possession", "dpop+jwt", {}, "guichet", false],
];
test.each(kinds)("%s (typ %s): taken only where it is an access token", async (_what, typ, claims, aud, isTaken) => {
  expect((await verify(await sign({ ...good, ...claims, aud }, ours.privateKey, "k1", typ), { audience: aud })).ok).toBe(isTaken);
});

test("a scope that is demanded must have been given, in scope or in scp", async () => {
  const demanded = { demandedScope: ["desk", "files"] };
  for (const said of [{ scope: "openid files desk" }, { scp: ["desk", "files"] }, { scp: "desk files" }, { scope: "desk", scp: ["files"] }]) expect((await verify(await sign({ ...good, ...said }), demanded)).ok).toBe(true);
  for (const said of [{}, { scope: "desk" }, { scope: "deskfiles" }, { scope: "desk,files" }, { scp: [["desk", "files"]] }, { scope: { desk: true } }]) expect(await verify(await sign({ ...good, ...said }), demanded)).toEqual({ ok: false, error: { code: "G3001" } });
});

test("a second factor that is demanded must be said, in acr or in amr; without it G3008, and only for a token that is good otherwise", async () => {
  const acr = { acr: ["phr", "mfa"] };
  for (const how of [{ acr: "phr" }, { amr: ["pwd", "mfa"] }, { acr: "mfa", amr: ["pwd"] }]) expect((await verify(await sign({ ...good, ...how }), acr)).ok).toBe(true);
  for (const how of [{}, { acr: "phrh" }, { acr: ["phr"] }, { amr: "mfa" }, { amr: ["pwd"] }, { acr: "", amr: [] }]) expect(await verify(await sign({ ...good, ...how }), acr)).toEqual({ ok: false, error: { code: "G3008" } });
  expect(await verify(await sign({ ...good, aud: "desk" }), acr)).toEqual({ ok: false, error: { code: "G3001" } });
  expect(await verify(await sign({ ...good, exp: now - 3600, acr: "phr" }), acr)).toEqual({ ok: false, error: { code: "G3001" } });
});

test("keys that cannot be had are G3005, not a refusal of the person", async () => {
  const keys = async (): Promise<never> => { throw new TypeError("fetch failed"); };
  expect(await verify(await sign(good), { keys })).toEqual({ ok: false, error: { code: "G3005" } });
});
