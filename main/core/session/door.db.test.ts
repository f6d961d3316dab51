import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BridgeEvents } from "../../../shared/bridge/contract.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";
import { keyFileToText, parseKeyFile } from "../keys/key-slots.ts";
import { BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

const NEXT = "six mots tout autres que ceux";
let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core | undefined;
/** Both clocks of the computer, moved by hand: nobody waits a quarter of an hour here. */
let aheadMs: number;
let isCut: boolean;
let held: PromiseWithResolvers<undefined> | undefined;
const line: typeof fetch = async (...asked) => {
  await held?.promise;
  return isCut ? await Promise.reject(new TypeError("fetch failed")) : await fetch(...asked);
};
const clocks = { now: () => Date.now() + aheadMs, monotonic: () => performance.now() + aheadMs };
const deps = (over: Parameters<typeof testDeps>[2] = {}) => testDeps(folder.dir, centre.url, { ...clocks, fetch: line, ...over });
const profile = (): string => readdirSync(join(folder.dir, "profiles"))[0] ?? "";
const unlock = (open: Core, passphrase = PASSPHRASE) => open.handlers["session.unlock"]({ profile: profile(), passphrase });
const kindOf = async (open: Core) => (await open.handlers["session.state"](undefined)).kind;

beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  aheadMs = 0;
  isCut = false;
  held = undefined;
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  await centre.close();
  folder.remove();
});

test("[KF7] wrong passphrases count together, wherever they are asked for: unlocking, recovering, changing, and beside", async () => {
  core = await openFirstTime(deps(), "anne");
  const anne = profile();
  expect(await core.handlers["session.changePassphrase"]({ current: "pas la bonne phrase", next: NEXT })).toEqual({ ok: false, error: { code: "G1001" } });
  await core.handlers["session.lock"](undefined);
  expect(await core.handlers["session.unlock"]({ profile: anne, passphrase: "pas la bonne phrase" })).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await core.handlers["session.recover"]({ profile: anne, passphrase: "pas la bonne phrase" })).toEqual({ ok: false, error: { code: "G1001" } });
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "bruno" }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: "une autre phrase de bruno" }), "passphrase");
  const file = await newFile(core);
  const beside = (passphrase: string) => core?.handlers["beside.record"]({ file, profile: anne, passphrase, step: "approved", facts: {} });
  expect(await beside("pas la bonne phrase")).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await beside("pas la bonne phrase")).toEqual({ ok: false, error: { code: "G1001", params: { seconds: 5 } } });
  expect(await beside(PASSPHRASE)).toMatchObject({ ok: false, error: { code: "G1012" } });
  await core.handlers["session.lock"](undefined);
  expect(await core.handlers["session.unlock"]({ profile: anne, passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: "G1012" } });
  expect(await kindOf(core)).toBe("closed");
  aheadMs += 5_000;
  expect(await core.handlers["session.unlock"]({ profile: anne, passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open" } });
});

test("[KF8] a passphrase is changed by the current one; the new one opens, the former does not, and no other slot of the key file is lost", async () => {
  core = await openFirstTime(deps(), "anne");
  const path = join(folder.dir, "profiles", profile(), "key.json");
  const reading = parseKeyFile(readFileSync(path, "utf8"));
  if (reading.kind !== "good") throw new Error(reading.kind);
  const recovery = { kind: "recovery", version: 1, kept: "word for word" };
  writeFileSync(path, keyFileToText({ ...reading.slots, others: [recovery] }));
  const file = await newFile(core, { legalName: "Toujours là" });
  const change = (current: string, next: string) => core?.handlers["session.changePassphrase"]({ current, next });
  expect(await change(PASSPHRASE, "courte")).toMatchObject({ ok: false, error: { code: "G1009" } });
  expect(await change(PASSPHRASE, NEXT)).toEqual({ ok: true, value: undefined });
  expect(parseKeyFile(readFileSync(path, "utf8"))).toMatchObject({ kind: "good", slots: { others: [recovery] } });
  await core.handlers["session.lock"](undefined);
  expect(await change(NEXT, PASSPHRASE)).toEqual({ ok: false, error: { code: "G1008" } });
  expect(await unlock(core)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await unlock(core, NEXT)).toMatchObject({ ok: true });
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Toujours là" } });
});

test("[KF5] a passphrase that is refused is told before it is chosen, and is not kept", async () => {
  core = await openFirstTime(deps(), "anne");
  const judge = async (passphrase: string) => await core?.handlers["session.judgePassphrase"]({ passphrase });
  expect(await judge("finalfantasy")).toEqual({ fault: "common" });
  const me = await core.handlers["session.state"](undefined);
  if (me.kind !== "open") throw new Error(me.kind);
  const named = `${me.me.name} ${me.me.bank?.name} 2024`;
  expect(await judge(named)).toEqual({ fault: "names" });
  expect(await judge(NEXT)).toEqual({});
  for (const refused of [named, "guichet guichet 2024"]) {
    expect(await core.handlers["session.changePassphrase"]({ current: PASSPHRASE, next: refused })).toEqual({ ok: false, error: { code: "G1009", params: { reason: "names" } } });
  }
  await core.handlers["session.lock"](undefined);
  // At a closed door, of all whose profiles are there.
  expect(await judge(named)).toEqual({ fault: "names" });
  expect(await unlock(core)).toMatchObject({ ok: true });
});

test("[LK4] a locked workstation neither sends nor receives, and goes on once it is unlocked", async () => {
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  isCut = true;
  await newFile(core, { legalName: "En attente" });
  expect(await core.handlers["session.lock"](undefined)).toMatchObject({ kind: "closed", profiles: [{ waiting: 1 }] });
  isCut = false;
  const before = centre.heard.length;
  centre.publish(BRANCH);
  await core.handlers["sync.now"](undefined);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(centre.heard.slice(before)).toEqual([]);
  unwrap(await unlock(core), "unlock");
  await settled(core);
  expect(centre.heard.slice(before).map(({ path }) => path)).toEqual(expect.arrayContaining(["/v1/push", "/v1/pull"]));
});

test("[LK4] what waits is a count on the card and nothing else; while the desk is open, or after it was killed, nothing is said of it", async () => {
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  isCut = true;
  for (const legalName of ["Première", "Seconde"]) await newFile(core, { legalName });
  const card = (): unknown => JSON.parse(readFileSync(join(folder.dir, "profiles", profile(), "profile.json"), "utf8"));
  expect(card()).not.toHaveProperty("waiting");
  await core.handlers["session.lock"](undefined);
  expect(Object.keys(card() as object).toSorted()).toEqual(["bank", "branch", "format", "name", "owner", "waiting"]);
  expect(card()).toMatchObject({ waiting: 2 });
  unwrap(await unlock(core), "unlock");
  expect(card()).not.toHaveProperty("waiting");
});

test("[LK1] left alone, the desk tells it, seals what was typed and locks; unlocked, all of it is there", async () => {
  core = await openFirstTime(deps({ lockAfterMinutes: 0.05 }), "anne");
  const warnings: BridgeEvents["session.locking"][] = [];
  core.on("session.locking", (warning) => void warnings.push(warning));
  isCut = true;
  const file = await newFile(core, { legalName: "Laissé là" });
  await core.handlers["session.active"](undefined);
  await until("it locked", async () => core !== undefined && (await kindOf(core)) === "closed");
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ profiles: [{ waiting: 1 }] });
  expect(warnings).toEqual([{ seconds: expect.any(Number) }, {}]);
  unwrap(await unlock(core), "unlock");
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Laissé là" } });
});

test("[LK2] a call under way keeps it open until it is answered", async () => {
  core = await openFirstTime(deps({ lockAfterMinutes: 0.05 }), "anne");
  held = Promise.withResolvers();
  const answer = core.handlers["app.checkClock"](undefined);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(await kindOf(core)).toBe("open");
  held.resolve(undefined);
  await answer;
  await until("it locked", async () => core !== undefined && (await kindOf(core)) === "closed");
});

test("[LK3] a computer that slept finds the desk locked, with what was typed sealed", async () => {
  core = await openFirstTime(deps({ lockAfterMinutes: 15 }), "anne");
  isCut = true;
  const file = await newFile(core, { legalName: "Avant la veille" });
  aheadMs += 3_600_000;
  await until("it locked", async () => core !== undefined && (await kindOf(core)) === "closed");
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ profiles: [{ waiting: 1 }] });
  unwrap(await unlock(core), "unlock");
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Avant la veille" } });
});
