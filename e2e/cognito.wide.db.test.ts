import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterEach, expect, test } from "vitest";
import { createCore, type Core } from "../main/core/core.ts";
import { beginSignIn, refreshTokens } from "../main/core/session/identity-provider.ts";
import { driveSignInForm } from "../main/core/session/drive-sign-in-form.ts";
import { COGNITO_CLIENT, COGNITO_GRACE_MS, startFakeCognito, type FakeCognito } from "../main/core/test-support/fake-cognito.ts";
import { newFile, openFile, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { parseConfig } from "../sync-server/config.ts";
import { createLog } from "../sync-server/create-log.ts";
import { startServer } from "../sync-server/start-server.ts";
import { emptyFolder } from "../sync-server/testing/server-program.ts";

/** A production centre whose people sign in at a user pool: a real core and a real server, and a provider that differs as Cognito does. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const PASSWORD = "a long password of the pool";
const REDIRECT = "guichet://auth";
const LOGIN = "anne@bank.example";
const uuid = (n: number): string => `c0900000-0000-4000-8000-00000000000${n}`;

async function startPool(): Promise<{ readonly pool: FakeCognito; readonly centre: string }> {
  const pool = await startFakeCognito(PASSWORD);
  undo.push(() => pool.close());
  const folder = await emptyFolder();
  const directory = join(folder, "directory.json");
  writeFileSync(directory, JSON.stringify({
    banks: [{
      id: uuid(1), name: "Banque du pool", issuer: pool.issuer, branches: [{ id: uuid(2), name: "Agence" }],
      persons: [{ id: uuid(3), subject: pool.subjectOf(LOGIN), name: "Anne du Pool", role: "advisor", branches: [uuid(2)] }],
    }],
  }));
  const config = parseConfig({ GUICHET_DATA: folder, GUICHET_PORT: "0", GUICHET_DIRECTORY: directory, GUICHET_OIDC_ISSUER: pool.issuer, GUICHET_OIDC_CLIENT_ID: COGNITO_CLIENT, GUICHET_OIDC_STYLE: "cognito" });
  const server = await startServer(unwrap(config, "configuration"), { log: createLog("error", process.stderr) });
  undo.push(() => server.close());
  return { pool, centre: server.address };
}

async function signInThroughBrowser(core: Core): Promise<void> {
  const { url } = unwrap(await core.handlers["session.beginSignIn"](undefined), "begin");
  const back = unwrap(await driveSignInForm({ fetch, url, redirectUri: REDIRECT, login: LOGIN, password: PASSWORD }), "form");
  unwrap(await core.completeSignIn(back), "complete");
}

test("against a pool as Cognito's: signed in, sent, refreshed, signed out, and nothing is asked that it refuses", async () => {
  const { pool, centre } = await startPool();
  const hello = helloSchema.parse(await (await fetch(`${centre}/v1/hello`)).json());
  expect(hello).toMatchObject({ issuer: pool.issuer, clientId: COGNITO_CLIENT, scope: "openid" });
  expect([hello.resource, hello.acr]).toEqual([undefined, undefined]);
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const clock = { aheadMs: 0 };
  const core = await createCore(testDeps(folder.dir, centre, { redirectUri: async () => REDIRECT, now: () => Date.now() + clock.aheadMs }));
  undo.push(() => core.close());
  await until("greeted", async () => (await core.handlers["app.info"](undefined)).centre !== undefined);
  await signInThroughBrowser(core);
  expect(pool.asked.map((query) => [query.get("scope"), query.has("resource"), query.has("acr_values"), query.has("dpop_jkt")])).toEqual([["openid", false, false, false]]);
  expect(unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE }), "passphrase")).toMatchObject({ kind: "open", me: { name: "Anne du Pool" } });
  const first = await newFile(core, someFields(3));
  unwrap(await core.handlers["files.seal"]({ file: first }), "seal");
  await settled(core);
  expect((await openFile(core, first)).place.kind).toBe("centre");
  clock.aheadMs = 2 * 3_600_000;
  const second = await newFile(core, someFields(4));
  unwrap(await core.handlers["files.seal"]({ file: second }), "seal");
  await settled(core);
  expect([pool.refreshes(), (await openFile(core, second)).place.kind]).toEqual([1, "centre"]);
  expect((await core.handlers["session.signOut"](undefined)).kind).toBe("closed");
  await until("told", () => pool.revoked() === 1);
});

test("a refresh whose answer is lost is repeated with such a pool for a minute, bound to no key, and then she signs in again", async () => {
  const { pool, centre } = await startPool();
  const hello = helloSchema.parse(await (await fetch(`${centre}/v1/hello`)).json());
  const begun = unwrap(await beginSignIn({ fetch, now: Date.now }, hello, REDIRECT), "begin");
  const back = unwrap(await driveSignInForm({ fetch, url: begun.url, redirectUri: REDIRECT, login: LOGIN, password: PASSWORD }), "form");
  const tokens = unwrap(await begun.complete(back), "tokens");
  expect(tokens.key).toBeUndefined();
  const claims = decodeJwt(tokens.access);
  expect([claims.aud, claims["client_id"], claims["username"]]).toEqual([undefined, COGNITO_CLIENT, LOGIN]);
  /** The answer of each is lost: the pair that it held is never kept. */
  const lose = async () => await refreshTokens({ fetch, now: Date.now }, hello, tokens);
  expect((await lose()).ok).toBe(true);
  pool.pass(COGNITO_GRACE_MS - 5_000);
  expect((await lose()).ok).toBe(true);
  pool.pass(10_000);
  expect(await lose()).toEqual({ ok: false, error: { code: "G3001" } });
});

test("what a standard provider is asked, such a pool refuses, and a way back that is not its own never comes back", async () => {
  const { pool, centre } = await startPool();
  const hello = helloSchema.parse(await (await fetch(`${centre}/v1/hello`)).json());
  const { scope: _scope, ...before } = hello;
  for (const asked of [before, { ...hello, resource: hello.audience }]) {
    const begun = unwrap(await beginSignIn({ fetch, now: Date.now }, asked, REDIRECT), "begin");
    const back = unwrap(await driveSignInForm({ fetch, url: begun.url, redirectUri: REDIRECT, login: LOGIN, password: PASSWORD }), "form");
    expect(await begun.complete(back)).toEqual({ ok: false, error: { code: "G3004" } });
  }
  const loopback = unwrap(await beginSignIn({ fetch, now: Date.now }, hello, "http://127.0.0.1:9/auth/callback"), "begin");
  expect((await fetch(loopback.url, { redirect: "manual" })).headers.get("location")).toBe(`${new URL(pool.issuer).origin}/error?error=redirect_mismatch`);
});
