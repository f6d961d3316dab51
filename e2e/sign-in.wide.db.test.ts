import { afterEach, expect, test } from "vitest";
import { openProvider } from "../build/weather/open-provider.ts";
import { openTcpProxy, type TcpProxy } from "../build/weather/tcp-proxy.ts";
import type { Core } from "../main/core/core.ts";
import { newFile, openAgain, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

/** A real core, a real server and a real identity provider, each at an address of its own; a line of real network before the provider. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const LOGIN = "maelle.exemple";
const HOUR = 3_600_000;
type Asked = { readonly path: string; readonly form: URLSearchParams; readonly status: number | undefined; readonly given: string | undefined };

async function startApart(over: { readonly asks?: boolean; readonly demands?: boolean } = {}) {
  const provider = await openTcpProxy();
  undo.push(() => provider.close());
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const address = `http://127.0.0.1:${provider.port}`;
  const opened = await openProvider({ folder: folder.dir, publicUrl: address, secondFactor: over.asks === true, onError: (error) => { throw error; } });
  undo.push(() => opened.close());
  provider.lead(opened.port);
  const env = { GUICHET_DATA: await demonstrationFolder(), GUICHET_DEMONSTRATION_ISSUER: address, ...(over.demands === true ? { GUICHET_DEMONSTRATION_SECOND_FACTOR: "1" } : {}) };
  return { address, provider, centre: (await startDemonstration(env)).address };
}

/** An advisor at her desk, whose clock may be moved on, and what she asked of the provider's token endpoints, by the real fetch. */
async function sitDown({ centre, address }: { readonly centre: string; readonly address: string }) {
  const asked: Asked[] = [];
  const at = { aheadMs: 0, reached: 0, before: (_path: string): void => undefined };
  const spying: typeof fetch = async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    if (url.origin === address) at.reached += 1;
    if (url.origin !== address || init?.method !== "POST" || !url.pathname.startsWith("/oidc/token")) return await fetch(input, init);
    const form = new URLSearchParams(String(init.body));
    at.before(url.pathname);
    try {
      const response = await fetch(input, init);
      const text = await response.clone().text();
      asked.push({ path: url.pathname, form, status: response.status, given: /"refresh_token":"([^"]+)"/.exec(text)?.[1] });
      return response;
    } catch (error) {
      asked.push({ path: url.pathname, form, status: undefined, given: undefined });
      throw error;
    }
  };
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const deps = testDeps(folder.dir, centre, { fetch: spying, now: () => Date.now() + at.aheadMs });
  const core = await openFirstTime(deps, LOGIN);
  undo.push(() => core.close());
  await settled(core);
  return { core, deps, asked, at, refreshes: () => asked.filter(({ form }) => form.get("grant_type") === "refresh_token") };
}
const status = async (core: Core) => await core.handlers["sync.status"](undefined);
const arrives = async (core: Core, file: FileId): Promise<void> => await until("the centre has it", async () => (await openFile(core, file)).place.kind === "centre");
async function sealNew(core: Core): Promise<FileId> {
  const file = await newFile(core, someFields(3));
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  return file;
}
async function lockAndUnlock(core: Core): Promise<void> {
  const state = await core.handlers["session.lock"](undefined);
  unwrap(await core.handlers["session.unlock"]({ profile: state.kind === "closed" ? (state.profiles[0]?.id ?? "") : "", passphrase: PASSPHRASE }), "unlock");
}
const cutTheNextAnswer = (provider: TcpProxy, at: { before: (path: string) => void }): void => {
  at.before = () => {
    at.before = () => undefined;
    provider.setWeather({ kind: "truncated", received: 1 });
  };
};

test("a refresh whose answer is cut off after the provider has turned the token is repeated with the same one, and she goes on", async () => {
  const place = await startApart();
  const anne = await sitDown(place);
  anne.at.aheadMs = 2 * HOUR;
  cutTheNextAnswer(place.provider, anne.at);
  const file = await sealNew(anne.core);
  await until("cut", () => anne.refreshes().length > 0);
  expect(anne.refreshes()[0]?.status).toBeUndefined();
  await until("told", async () => (await status(anne.core)).kind === "offline");
  place.provider.setWeather({ kind: "fair" });
  await arrives(anne.core, file);
  const refreshes = anne.refreshes();
  const last = refreshes.at(-1);
  expect([last?.status, last?.form.get("refresh_token")]).toEqual([200, refreshes[0]?.form.get("refresh_token")]);
  // The pair that came of the repetition turns in its time.
  anne.at.aheadMs += 2 * HOUR;
  await arrives(anne.core, await sealNew(anne.core));
  expect(anne.refreshes().at(-1)?.form.get("refresh_token")).toBe(last?.given);
});

test("a thief who has the token and not the key ends its line: she is asked to sign in again, and her work goes on", async () => {
  const place = await startApart();
  const anne = await sitDown(place);
  const stolen = anne.asked[0]?.given ?? "";
  const thief = await fetch(`${place.address}/oidc/token`, { method: "POST", body: new URLSearchParams({ client_id: "guichet-desktop", grant_type: "refresh_token", refresh_token: stolen }) });
  expect([thief.status, await thief.json()]).toMatchObject([400, { error: "invalid_grant" }]);
  anne.at.aheadMs = 2 * HOUR;
  const file = await sealNew(anne.core);
  await until("signed out", async () => (await status(anne.core)).kind === "signed-out");
  await type(anne.core, file, { city: "Rennes" });
  unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
  await lockAndUnlock(anne.core);
  expect(await status(anne.core)).toMatchObject({ kind: "signed-out" });
  unwrap(await anne.core.handlers["session.demonstrationSignIn"]({ login: LOGIN }), "again");
  await arrives(anne.core, file);
  expect((await openFile(anne.core, file)).fields).toMatchObject({ city: "Rennes" });
});

test("the provider away for a day and more, her access token long over: she types, seals, locks, unlocks, is told calmly, and it leaves when the provider is back", async () => {
  const place = await startApart();
  const anne = await sitDown(place);
  place.provider.setWeather({ kind: "cut" });
  const files: FileId[] = [];
  for (const hours of [2, 9, 26]) {
    anne.at.aheadMs = hours * HOUR;
    files.push(await sealNew(anne.core));
    await until("told", async () => (await status(anne.core)).kind === "offline");
    expect(await status(anne.core)).toMatchObject({ kind: "offline", waiting: files.length, error: { code: "G3005" }, nextTryAt: expect.any(Number) });
    await lockAndUnlock(anne.core);
    await type(anne.core, files[0] as FileId, { city: `Rennes ${hours}` });
    unwrap(await anne.core.handlers["files.seal"]({ file: files[0] as FileId }), "seal");
    files.push(files[0] as FileId);
  }
  expect(await anne.core.handlers["session.beginSignIn"](undefined)).toMatchObject({ ok: false, error: { code: "G3005" } });
  expect(anne.refreshes().filter(({ status: answered }) => answered !== undefined)).toEqual([]);
  place.provider.setWeather({ kind: "fair" });
  await settled(anne.core);
  for (const file of files) await arrives(anne.core, file);
  expect((await openFile(anne.core, files[0] as FileId)).fields).toMatchObject({ city: "Rennes 26" });
  expect((await anne.core.handlers["core.verify"](undefined)).faults).toEqual([]);
});

test("a provider that keeps silent holds nobody at the door: she locks and unlocks within seconds while a refresh is under way", async () => {
  const place = await startApart();
  const anne = await sitDown(place);
  place.provider.setWeather({ kind: "silent" });
  anne.at.aheadMs = 2 * HOUR;
  const before = anne.at.reached;
  const file = await sealNew(anne.core);
  await until("the provider is asked", () => anne.at.reached > before);
  const startedAt = Date.now();
  await lockAndUnlock(anne.core);
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  expect((await openFile(anne.core, file)).place.kind).toBe("here-only");
  place.provider.setWeather({ kind: "fair" });
  await arrives(anne.core, file);
});

test("signing out forgets the tokens here at once, with the provider or without, and tells it where it can be told", async () => {
  const place = await startApart();
  const anne = await sitDown(place);
  expect(await anne.core.handlers["session.signOut"](undefined)).toMatchObject({ kind: "closed" });
  await until("told", () => anne.asked.at(-1)?.path === "/oidc/token/revocation");
  expect(anne.asked.at(-1)).toMatchObject({ status: 200 });
  expect(anne.asked.at(-1)?.form.get("token")).toBe(anne.asked[0]?.given);
  await anne.core.close();
  const again = await openAgain(anne.deps);
  undo.push(() => again.close());
  expect(await status(again)).toMatchObject({ kind: "signed-out" });
  unwrap(await again.handlers["session.demonstrationSignIn"]({ login: LOGIN }), "again");
  await settled(again);
  place.provider.setWeather({ kind: "cut" });
  const startedAt = Date.now();
  expect(await again.handlers["session.signOut"](undefined)).toMatchObject({ kind: "closed" });
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  await again.close();
  const later = await openAgain(anne.deps);
  undo.push(() => later.close());
  const file = await sealNew(later);
  expect(await status(later)).toMatchObject({ kind: "signed-out", waiting: 1 });
  expect((await openFile(later, file)).place).toMatchObject({ kind: "here-only", changes: 1 });
});

test("where the second factor is demanded, a sign-in with it enters, and one without is told why", async () => {
  const both = await sitDown(await startApart({ asks: true, demands: true }));
  await arrives(both.core, await sealNew(both.core));
  const place = await startApart({ demands: true });
  const folder = temporaryFolder();
  undo.push(folder.remove);
  await expect(openFirstTime(testDeps(folder.dir, place.centre), LOGIN)).rejects.toThrow("G3008");
});
