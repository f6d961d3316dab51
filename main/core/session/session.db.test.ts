import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { createCore, type Core } from "../core.ts";
import { ARGON2_COST } from "../keys/derive-key.ts";
import { advisor, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openAgain, openFile, openFirstTime, PASSPHRASE, QUICK_COST, settled, temporaryFolder, testDeps, type, until } from "../test-support/open-core.ts";
import { driveSignInForm } from "./drive-sign-in-form.ts";

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
const cores = new Set<Core>();
const keep = (core: Core): Core => {
  cores.add(core);
  return core;
};
const deps = () => testDeps(folder.dir, centre.url);
const profileDir = (): string => join(folder.dir, "profiles", readdirSync(join(folder.dir, "profiles"))[0] ?? "");
const profileId = async (core: Core): Promise<string> => {
  const state = await core.handlers["session.state"](undefined);
  return "profiles" in state ? (state.profiles[0]?.id ?? "") : "";
};

beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const core of cores) await core.close();
  cores.clear();
  await centre.close();
  folder.remove();
});

test("through the browser: the address is opened, what comes back is completed, once", async () => {
  const opened: string[] = [];
  const core = keep(await createCore({ ...deps(), openBrowser: async (url) => void opened.push(url) }));
  const { url } = unwrap(await core.handlers["session.beginSignIn"](undefined), "begin");
  expect(opened).toEqual([url]);
  const asked = new URL(url).searchParams;
  expect(asked.get("code_challenge_method")).toBe("S256");
  expect(asked.get("resource")).toBe("urn:guichet:api");
  const form = { fetch, url, redirectUri: "http://127.0.0.1:9/auth/callback", login: "anne" };
  expect(await driveSignInForm({ ...form, password: "faux" })).toEqual({ ok: false, error: { code: "G3004" } });
  const back = unwrap(await driveSignInForm({ ...form, password: "demonstration" }), "form");
  expect(await core.completeSignIn(back.replace("/auth/callback", "/elsewhere"))).toEqual({ ok: false, error: { code: "G3004" } });
  const { url: again } = unwrap(await core.handlers["session.beginSignIn"](undefined), "begin");
  const right = unwrap(await driveSignInForm({ ...form, url: again, password: "demonstration" }), "form");
  expect(await core.completeSignIn(right)).toMatchObject({ ok: true, value: { kind: "choosing-passphrase", me: { user: "anne" } } });
  expect(await core.completeSignIn(right)).toEqual({ ok: false, error: { code: "G3004" } });
});

test("an answer with another state, or the provider's refusal, signs nobody in", async () => {
  const core = keep(await createCore(deps()));
  for (const tamper of [(url: URL) => url.searchParams.set("state", "x"), (url: URL) => (url.searchParams.delete("code"), url.searchParams.set("error", "access_denied"))]) {
    const { url } = unwrap(await core.handlers["session.beginSignIn"](undefined), "begin");
    const back = new URL(unwrap(await driveSignInForm({ fetch, url, redirectUri: "http://127.0.0.1:9/auth/callback", login: "anne", password: "demonstration" }), "form"));
    tamper(back);
    expect(await core.completeSignIn(back.href)).toEqual({ ok: false, error: { code: "G3004" } });
  }
  expect(await core.handlers["session.state"](undefined)).toEqual({ kind: "closed", profiles: [] });
});

test("one-click accounts exist only where the centre publishes them; the operator has no desk", async () => {
  centre.people.set("operatrice", { user: "operatrice", name: "Op", role: "operator", branches: [] });
  const core = keep(await createCore(deps()));
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "inconnue" })).toEqual({ ok: false, error: { code: "G3006" } });
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "operatrice" })).toEqual({ ok: false, error: { code: "G3002" } });
  centre.hello = { demonstration: undefined };
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "anne" })).toEqual({ ok: false, error: { code: "G3006" } });
});

test("a weak passphrase is refused and leaves nothing on the disk", async () => {
  const core = keep(await createCore(deps()));
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "anne" }), "sign-in");
  expect(await core.handlers["session.choosePassphrase"]({ passphrase: "court" })).toMatchObject({ ok: false, error: { code: "G1009" } });
  expect(existsSync(join(folder.dir, "profiles")) ? readdirSync(join(folder.dir, "profiles")) : []).toEqual([]);
  expect(await core.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open", profile: { name: "Conseillère anne", bank: "Banque d’essai" } } });
});

test("locked and unlocked without a network; a wrong passphrase leaves the door closed", async () => {
  const core = keep(await openFirstTime(deps(), "anne"));
  await settled(core);
  const file = await newFile(core, { legalName: "Gardé" });
  await centre.close();
  const heard: SessionState["kind"][] = [];
  core.on("session.changed", (state) => heard.push(state.kind));
  expect(await core.handlers["session.lock"](undefined)).toMatchObject({ kind: "closed", profiles: [{ name: "Conseillère anne" }] });
  expect(await core.handlers["files.open"]({ file })).toEqual({ ok: false, error: { code: "G1008" } });
  const profile = await profileId(core);
  expect(await core.handlers["session.unlock"]({ profile, passphrase: "pas la bonne phrase" })).toEqual({ ok: false, error: { code: "G1001" } });
  expect((await core.handlers["session.state"](undefined)).kind).toBe("closed");
  expect(await core.handlers["session.unlock"]({ profile, passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open", me: { user: "anne" } } });
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Gardé" }, place: { kind: "here-only", changes: 1 } });
  expect(heard).toEqual(["closed", "open"]);
  centre = await startFakeCentre();
});

test("what cannot be opened says so, and touches nothing", async () => {
  await (await openFirstTime(deps(), "anne")).close();
  const dir = profileDir();
  const key = readFileSync(join(dir, "key.json"), "utf8");
  const core = keep(await createCore(deps()));
  const profile = await profileId(core);
  const unlock = async () => await core.handlers["session.unlock"]({ profile, passphrase: PASSPHRASE });

  writeFileSync(join(dir, "key.json"), "{");
  expect(await unlock()).toMatchObject({ ok: false, error: { code: "G1010" } });
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ kind: "blocked", profile: { id: profile }, error: { code: "G1010" } });
  writeFileSync(join(dir, "key.json"), key.replace('"format":1', '"format":99').replace('"format": 1', '"format": 99'));
  expect(await unlock()).toMatchObject({ ok: false, error: { code: "G1002" } });
  writeFileSync(join(dir, "key.json"), key);
  truncateSync(join(dir, "guichet.db"), 20_000);
  expect(await unlock()).toMatchObject({ ok: false, error: { code: "G1003" } });
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ kind: "blocked", error: { code: "G1003" } });
});

test("a second core of the same folder is told that it is open elsewhere", async () => {
  keep(await openFirstTime(deps(), "anne"));
  const second = keep(await createCore(deps()));
  expect(await second.handlers["session.unlock"]({ profile: await profileId(second), passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: "G1004" } });
});

test("two people of one computer have a profile each, and neither opens with the other's passphrase", async () => {
  const core = keep(await openFirstTime(deps(), "anne"));
  await newFile(core, { legalName: "D’Anne" });
  await core.handlers["session.lock"](undefined);
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "bruno" }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: "une autre phrase de bruno" }), "passphrase");
  const state = await core.handlers["session.lock"](undefined);
  const profiles = state.kind === "closed" ? state.profiles : [];
  expect(profiles.map(({ name }) => name)).toEqual(["Conseillère anne", "Conseillère bruno"]);
  expect(await core.handlers["session.unlock"]({ profile: profiles[1]?.id ?? "", passphrase: PASSPHRASE })).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await core.handlers["session.unlock"]({ profile: "../../etc", passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: "G1010" } });
});

test("[KF6] signing in where one's profile is already leads to it, not to a second one; what was given is kept in it", async () => {
  const first = await openFirstTime(deps(), "anne");
  const file = await newFile(first, { legalName: "Déjà là" });
  unwrap(await first.handlers["files.seal"]({ file }), "seal");
  await settled(first);
  await first.close();
  centre.provider.revoke();
  centre.people.set("anne", { ...advisor("anne"), name: "Anne Mariée" });
  const core = keep(await createCore(deps()));
  const profile = await profileId(core);
  const hint = { kind: "closed", profiles: [{ id: profile }], suggested: profile };
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "anne" })).toMatchObject({ ok: true, value: hint });
  expect(await core.handlers["session.unlock"]({ profile, passphrase: "pas la bonne phrase" })).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await core.handlers["session.state"](undefined)).toMatchObject(hint);
  unwrap(await core.handlers["session.unlock"]({ profile, passphrase: PASSPHRASE }), "unlock");
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Déjà là" } });
  await type(core, file, { legalName: "Envoyé ensuite" });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  expect(await settled(core)).toMatchObject({ kind: "idle", waiting: 0 });
  expect(readdirSync(join(folder.dir, "profiles"))).toEqual([profile]);
  await core.close();
  const later = keep(await openAgain(deps()));
  expect(await settled(later)).toMatchObject({ kind: "idle", error: undefined });
});

test("[KF6] what one person's sign-in gave never enters another's profile", async () => {
  const first = await openFirstTime(deps(), "anne");
  await settled(first);
  await first.close();
  centre.provider.revoke();
  const core = keep(await createCore(deps()));
  const profile = await profileId(core);
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "bruno" })).toMatchObject({ ok: true, value: { kind: "choosing-passphrase" } });
  expect(await core.handlers["session.unlock"]({ profile, passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open", me: { user: "anne" } } });
  await core.handlers["sync.now"](undefined);
  expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "signed-out" });
});

test("[KF6] who lost her passphrase signs in and starts again with a new profile; the newest is then hers", async () => {
  await (await openFirstTime(deps(), "anne")).close();
  const core = keep(await createCore(deps()));
  const lost = await profileId(core);
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "anne" })).toMatchObject({ ok: true, value: { suggested: lost } });
  const made = unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: "une nouvelle phrase retrouvée" }), "new profile");
  const fresh = made.kind === "open" ? made.profile.id : "";
  expect(fresh).not.toBe(lost);
  await core.handlers["session.lock"](undefined);
  expect(await core.handlers["session.demonstrationSignIn"]({ login: "anne" })).toMatchObject({ ok: true, value: { kind: "closed", suggested: fresh } });
});

test("an empty passphrase is a wrong one, and too weak a new one", async () => {
  const core = keep(await openFirstTime(deps(), "anne"));
  await core.handlers["session.lock"](undefined);
  const profile = await profileId(core);
  expect(await core.handlers["session.unlock"]({ profile, passphrase: "" })).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await core.handlers["session.recover"]({ profile, passphrase: "" })).toEqual({ ok: false, error: { code: "G1001" } });
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "bruno" }), "sign-in");
  expect(await core.handlers["session.choosePassphrase"]({ passphrase: "" })).toMatchObject({ ok: false, error: { code: "G1009" } });
});

test("a forged answer cancels no sign-in under way", async () => {
  const core = keep(await createCore(deps()));
  const { url } = unwrap(await core.handlers["session.beginSignIn"](undefined), "begin");
  for (const forged of ["?state=x&code=y", "?code=y", "?error=access_denied", "?state=x&error=access_denied"]) {
    expect(await core.completeSignIn(`http://127.0.0.1:9/auth/callback${forged}`), forged).toEqual({ ok: false, error: { code: "G3004" } });
  }
  const back = unwrap(await driveSignInForm({ fetch, url, redirectUri: "http://127.0.0.1:9/auth/callback", login: "anne", password: "demonstration" }), "form");
  expect(await core.completeSignIn(back)).toMatchObject({ ok: true, value: { kind: "choosing-passphrase" } });
});

test("where no browser opens, the address is answered all the same", async () => {
  const core = keep(await createCore({ ...deps(), openBrowser: () => Promise.reject(new Error("none")) }));
  expect(await core.handlers["session.beginSignIn"](undefined)).toMatchObject({ ok: true, value: { url: expect.stringContaining("code_challenge") } });
});

test("a half-made profile of a killed first start is not there to unlock", async () => {
  const core = keep(await createCore(deps()));
  mkdirSync(join(folder.dir, "profiles", "new-01800000-0000-7000-8000-000000000000"), { recursive: true });
  expect(await core.handlers["session.state"](undefined)).toEqual({ kind: "closed", profiles: [] });
  rmSync(join(folder.dir, "profiles"), { recursive: true });
});

test("a person who changed branch finds it on her card and in her desk", async () => {
  const first = await openFirstTime(deps(), "anne");
  await settled(first);
  await first.close();
  centre.people.set("anne", { ...advisor("anne"), name: "Anne Nouvelle" });
  const core = keep(await openAgain(deps()));
  await until("heard", async () => {
    const state = await core.handlers["session.state"](undefined);
    return state.kind === "open" && state.me.name === "Anne Nouvelle";
  });
});

test("settings are kept outside every lock, and damaged ones are the defaults", async () => {
  const core = keep(await createCore(deps()));
  expect(await core.handlers["settings.get"](undefined)).toEqual({ language: "fr", theme: "system", singleKeys: true });
  const heard: unknown[] = [];
  core.on("settings.changed", (settings) => heard.push(settings));
  await core.handlers["settings.set"]({ theme: "dark" });
  await core.handlers["settings.set"]({ language: "en" });
  expect(heard).toEqual([{ language: "fr", theme: "dark", singleKeys: true }, { language: "en", theme: "dark", singleKeys: true }]);
  expect(await keep(await createCore(deps())).handlers["settings.get"](undefined)).toEqual({ language: "en", theme: "dark", singleKeys: true });
  writeFileSync(join(folder.dir, "settings.json"), "{\"theme\":\"rose\",\"language\":\"en\"}");
  expect(await keep(await createCore(deps())).handlers["settings.get"](undefined)).toEqual({ language: "en", theme: "system", singleKeys: true });
});

test("[KF1] a passphrase of the product costs what it should: no host asks for less, and only tests may", async () => {
  const { keyCost, ...asAHost } = deps();
  expect(keyCost).toEqual(QUICK_COST);
  keep(await openFirstTime(asAHost, "anne"));
  const { slots } = JSON.parse(readFileSync(join(profileDir(), "key.json"), "utf8"));
  expect(slots[0].cost).toEqual(ARGON2_COST);
});

test("the tokens are nowhere in clear on the disk", async () => {
  const core = keep(await openFirstTime(deps(), "anne"));
  await newFile(core, { legalName: "Secrète" });
  const dir = profileDir();
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(2);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name)).toString("latin1");
    expect(text).not.toMatch(/access_token|"refresh"|Secr|BEGIN PRIVATE/);
  }
});
