import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCore, type Core } from "../core.ts";
import type { CoreDeps } from "../deps.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openAgain, openFirstTime, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";
import { PACE } from "../sync/pace.ts";
import { sweepAfterErasure } from "./destroy-profile.ts";

let centre: FakeCentre;
let deps: CoreDeps;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  centre = await startFakeCentre();
  const folder = temporaryFolder();
  undo.push(folder.remove);
  deps = testDeps(folder.dir, centre.url, { pace: { ...PACE, pollMs: 100 }, log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await centre.close();
});

async function anne(): Promise<Core> {
  const core = await openFirstTime(deps, "anne");
  undo.push(() => core.close());
  await settled(core);
  return core;
}
const seal = async (core: Core): Promise<void> => void (await core.handlers["files.seal"]({ file: await newFile(core) }));
const profiles = (): readonly string[] => readdirSync(join(deps.dataDir, "profiles"));
const everything = (): readonly string[] => readdirSync(deps.dataDir, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(deps.dataDir, name)).isFile());
const closed = async (core: Core) => await until("it is erased", async () => {
  const state = await core.handlers["session.state"](undefined);
  return state.kind === "closed" && state.erased === true;
});

test("[DV8] a workstation that nobody approved says so, types and seals, and sends all of it once it is approved", async () => {
  centre.away = { code: "G9501" };
  const core = await openFirstTime(deps, "anne");
  undo.push(() => core.close());
  await until("it waits", async () => (await core.handlers["sync.status"](undefined)).error?.code === "G9501");
  await seal(core);
  const waiting = await core.handlers["sync.now"](undefined);
  expect([waiting.kind, waiting.error?.code, waiting.waiting]).toEqual(["offline", "G9501", 1]);
  centre.away = undefined;
  expect((await settled(core)).waiting).toBe(0);
});

test("[DV9] ordered at once, it tells its last word and keeps nothing that opens or names anything", async () => {
  const core = await anne();
  await seal(core);
  await settled(core);
  mkdirSync(join(deps.dataDir, "window"));
  writeFileSync(join(deps.dataDir, "window", "Cookies"), "x");
  centre.away = { code: "G3003" };
  centre.order = { mode: "now", at: 1 };
  await seal(core);
  await closed(core);
  await until("its last word is taken", () => centre.erased.length > 0);
  expect(await core.handlers["session.state"](undefined)).toEqual({ kind: "closed", profiles: [], erased: true });
  expect(profiles()).toEqual([]);
  await core.close();
  sweepAfterErasure(deps.dataDir);
  expect(everything().filter((name) => !name.startsWith("settings"))).toEqual([]);
});

test("[DV9] where work may be carried out first, it is kept until its owner says so; her word is refused where no order stands", async () => {
  const core = await anne();
  expect(await core.handlers["session.erase"](undefined)).toMatchObject({ ok: false, error: { code: "G9507" } });
  centre.away = { code: "G3003" };
  centre.order = { mode: "carried", at: 5 };
  await seal(core);
  await until("the order is heard", async () => (await core.handlers["sync.status"](undefined)).erase?.mode === "carried");
  expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "stopped", waiting: 1, erase: { mode: "carried", documents: 0 } });
  expect(profiles()).toHaveLength(1);
  expect(centre.erased).toEqual([]);
  expect(await core.handlers["session.erase"](undefined)).toMatchObject({ ok: true, value: { kind: "closed", erased: true } });
  expect(profiles()).toEqual([]);
});

test("[DV9] with nothing left to lose it does not wait for anybody", async () => {
  const core = await anne();
  centre.away = { code: "G3003" };
  centre.order = { mode: "carried", at: 5 };
  // Whoever asked is answered, though what she asked is no more.
  expect(await core.handlers["sync.now"](undefined)).toMatchObject({ waiting: 0 });
  await closed(core);
  expect(profiles()).toEqual([]);
});

test("[DV9] whoever is no longer of the directory is signed out, and the order is heard all the same", async () => {
  const core = await anne();
  centre.people.delete("anne");
  centre.order = { mode: "now", at: 5 };
  void core.handlers["sync.now"](undefined);
  await closed(core);
  await until("its last word is taken", () => centre.erased.length > 0);
});

test("[DV9] an order once heard stands without a network, and cut off half-way it is ended at the next start and told then", async () => {
  const first = await openFirstTime(deps, "anne");
  await settled(first);
  centre.away = { code: "G3003" };
  centre.order = { mode: "carried", at: 5 };
  await seal(first);
  await until("the order is heard", async () => (await first.handlers["sync.status"](undefined)).erase !== undefined);
  await first.close();
  centre.mischief = () => "cut";
  const second = await openAgain(deps);
  undo.push(() => second.close());
  expect((await second.handlers["sync.status"](undefined)).erase?.mode).toBe("carried");
  const [profile = ""] = profiles();
  const held = readFileSync(join(deps.dataDir, "profiles", profile, "profile.json"), "utf8");
  await second.handlers["session.erase"](undefined);
  expect(profiles()).toEqual([]);
  expect(centre.erased).toEqual([]);
  // As if it had been killed with the folder half gone: the key slots go first.
  mkdirSync(join(deps.dataDir, "profiles", profile));
  writeFileSync(join(deps.dataDir, "profiles", profile, "profile.json"), held);
  centre.mischief = () => "go-on";
  const third = await createCore(deps);
  undo.push(() => third.close());
  expect(profiles()).toEqual([]);
  await until("its last word is taken", () => centre.erased.length > 0);
  await until("nothing is left of it", () => !existsSync(join(deps.dataDir, "erased", `${centre.erased[0]?.replica}.json`)));
});

test("[DV9] a word that is not this replica's, and a centre that ordered nothing, erase nothing", async () => {
  const core = await anne();
  centre.away = { code: "G3003" };
  await seal(core);
  await until("it stopped", async () => (await core.handlers["sync.status"](undefined)).kind === "stopped");
  await until("it has asked", () => centre.heard.some(({ path }) => path === "/v1/devices/order"));
  expect((await core.handlers["sync.status"](undefined)).erase).toBeUndefined();
  expect(profiles()).toHaveLength(1);
});
