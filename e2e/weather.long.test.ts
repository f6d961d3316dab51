import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pauseMs } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bridge } from "../shared/bridge/contract.ts";
import { addTable, runImport } from "../shared/bridge/import-table.ts";
import type { SyncStatus } from "../shared/bridge/sync-views.ts";
import type { WeatherPlace, WeatherView } from "../shared/bridge/weather-views.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { endRecoveryAnswerSchema } from "../shared/sync/recovery-messages.ts";
import { findRunning } from "../main/core/control/find-running.ts";
import { bridgeOf } from "../main/core/port/core-link.ts";
import { runCli } from "../main/hosts/cli/test-support/run-cli.ts";
import { signIn } from "../sync-server/identity/testing/sign-in.ts";
import { ask } from "../sync-server/testing/remote-services.ts";
import { startChild, type Child } from "./support/child.ts";

/** `npm start` as it is, its weather made by the command line: real cuts, real deaths, a real folder put back, a real copy. */
const PASSPHRASE = "quatre mots sans lien aucun";
const samples = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n");
const WITHIN_MS = 90_000;
let home: string;
let started: Child;
let server: string;
let main: Bridge;
const lines: { readonly close: () => void }[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "guichet-weather-"));
  started = startChild("build/start/start.ts", [], { GUICHET_HOME: home, GUICHET_PORT: "0", LANG: "fr_FR.UTF-8", LC_ALL: undefined, DISPLAY: undefined, WAYLAND_DISPLAY: undefined });
  [server = ""] = await started.saw(/http:\/\/127\.0\.0\.1:\d+/);
  await started.saw(/#t=[\w-]+/);
  main = await at("client");
});
afterAll(async () => {
  for (const line of lines) line.close();
  await started.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A workstation of this demonstration, through its own control door. */
async function at(...folder: readonly string[]): Promise<Bridge> {
  const running = await findRunning(join(home, ...folder));
  if (running === undefined) throw new Error(`no workstation at ${folder.join("/")}`);
  lines.push(running);
  return bridgeOf(running.link);
}
async function weather(...words: readonly string[]): Promise<WeatherView & { readonly address?: string }> {
  const { code, out, err } = await runCli(["weather", ...words, "--json"], { env: { GUICHET_HOME: home, LANG: "fr_FR.UTF-8" }, input: "" });
  expect([words, code, err, out.includes('"error"') ? out : ""]).toEqual([words, 0, "", ""]);
  return JSON.parse(out);
}
const refused = async (...words: readonly string[]): Promise<unknown> => JSON.parse((await runCli(["weather", ...words, "--json"], { env: { GUICHET_HOME: home }, input: "" })).out);
const eventually = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  for (const end = Date.now() + WITHIN_MS; Date.now() < end; await new Promise((resolve) => { setTimeout(resolve, 250); })) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what} did not come about:\n${JSON.stringify(await weather(), undefined, 2)}`);
};
const settled = (bridge: Bridge, wanted: (status: SyncStatus) => boolean): Promise<SyncStatus> =>
  eventually("that state of the line", async () => {
    const status = await bridge.call("sync.now", undefined);
    return wanted(status) ? status : undefined;
  });
const isDone = ({ kind, waiting }: SyncStatus): boolean => kind === "idle" && waiting === 0;
/** One company of the samples entered and submitted, as an import and a button do. */
async function submit(bridge: Bridge, company: number): Promise<string> {
  const known = new Set((await rowsOf(bridge)).map(({ file }) => file));
  const table = Buffer.from(`${samples[0]}\n${samples[company]}\n`);
  const opened = unwrap(await addTable(bridge, { upload: randomUUID(), name: "table.csv", size: table.length, base64: (from, to) => table.subarray(from, to).toString("base64") }), "open");
  expect(unwrap(await runImport(bridge, opened.id, () => pauseMs(20)), "import").counts).toMatchObject({ taken: 1, faulty: 0 });
  const row = (await rowsOf(bridge)).find(({ file }) => !known.has(file));
  if (row === undefined) throw new Error("the import made no file");
  const { version } = unwrap(await bridge.call("files.open", { file: row.file }), "open");
  unwrap(await bridge.call("files.submit", { file: row.file, seenVersion: version }), "submit");
  return row.file;
}
const rowsOf = async (bridge: Bridge) => (await bridge.call("files.list", { search: "", filter: "all", sort: "recent", offset: 0, limit: 100 })).rows;
const numbersOf = async (bridge: Bridge): Promise<ReadonlyMap<string, string | undefined>> => new Map((await rowsOf(bridge)).map(({ file, number }) => [file, number]));
const placeOf = async (file: string): Promise<WeatherPlace | undefined> => (await weather()).places?.files.find((each) => each.file === file);

test("[WE11] first day: no backup to restore, nobody to copy; then two workstations and the centre tell of the same file", async () => {
  expect(await refused("restore")).toMatchObject({ error: { code: "G9203" } });
  expect(await refused("clone")).toMatchObject({ error: { code: "G9207" } });
  expect(await refused("second")).toMatchObject({ error: { code: "G9207" } });
  unwrap(await main.call("session.demonstrationSignIn", { login: "maelle.exemple" }), "sign-in");
  unwrap(await main.call("session.choosePassphrase", { passphrase: PASSPHRASE }), "passphrase");
  const file = await submit(main, 1);
  await settled(main, isDone);
  await weather("second");
  const place = await eventually("the file everywhere", async () => {
    const found = await placeOf(file);
    return found?.here.second !== undefined && found.centre !== undefined ? found : undefined;
  });
  expect(new Set([place.here.main?.version, place.here.second?.version, place.centre?.version]).size).toBe(1);
  expect(place.centre?.number).toMatch(/^1-/);
});

test("[WE11] cut, killed with kill -9, started again: what was registered still is, what was typed meanwhile arrives once", async () => {
  const before = await numbersOf(main);
  await weather("backup");
  expect((await weather("cut")).network.kind).toBe("cut");
  const file = await submit(main, 2);
  await settled(main, ({ kind }) => kind === "offline");
  const place = await placeOf(file);
  expect([place?.here.main?.changes, place?.here.second, place?.centre]).toEqual([expect.any(Number), undefined, undefined]);
  expect(place?.here.main?.changes).toBeGreaterThan(0);
  expect((await weather("kill")).server.kind).toBe("killed");
  expect((await weather()).places?.centre).toBe("away");
  expect(await weather("fair")).toMatchObject({ network: { kind: "fair" }, server: { kind: "up" } });
  await settled(main, isDone);
  const after = await numbersOf(main);
  for (const [known, number] of before) expect(after.get(known)).toBe(number);
  expect(after.get(file)).toMatch(/^1-/);
  expect((await weather("kill", "--after", "1")).server).toMatchObject({ kind: "killed", startsAt: expect.any(Number) });
  await eventually("the server by itself", async () => ((await weather()).server.kind === "up" ? true : undefined));
});

test("[WE11] a slow line and a silent one: work goes on, and arrives", async () => {
  await weather("slow");
  const slow = await submit(main, 3);
  await settled(main, isDone);
  await weather("silent");
  const silent = await submit(main, 4);
  expect((await placeOf(silent))?.centre).toBeUndefined();
  await weather("fair");
  await settled(main, isDone);
  expect([(await placeOf(slow))?.centre?.number, (await placeOf(silent))?.centre?.number]).toEqual([expect.stringMatching(/^1-/), expect.stringMatching(/^1-/)]);
});

test("[WE11] a workstation copied while it works: the copy is noticed by name, goes on as another, and everything is at the centre once", async () => {
  const view = await weather("clone");
  expect(view.workstations).toMatchObject([{ workstation: "main", kind: "locked" }, { workstation: "second", kind: "open" }, { workstation: "clone", kind: "locked" }]);
  expect((await weather("address", "clone")).address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=/);
  const clone = await at("others", "clone");
  for (const each of [main, clone]) {
    const session = await each.call("session.state", undefined);
    const profile = session.kind === "closed" ? session.profiles[0]?.id : undefined;
    unwrap(await each.call("session.unlock", { profile: profile ?? "", passphrase: PASSPHRASE }), "unlock");
  }
  const hers = await submit(main, 5);
  await settled(main, isDone);
  const copys = await submit(clone, 6);
  expect(await settled(clone, ({ kind }) => kind === "stopped")).toMatchObject({ error: { code: "G4009" } });
  expect((await weather()).workstations[2]).toMatchObject({ sync: "stopped", code: "G4009" });
  unwrap(await clone.call("sync.reissue", undefined), "reissue");
  await settled(clone, isDone);
  await settled(main, isDone);
  for (const file of [hers, copys]) await eventually("both files at both", async () => ((await numbersOf(main)).get(file) !== undefined && (await numbersOf(clone)).get(file) !== undefined ? true : undefined));
  expect((await numbersOf(main)).size).toBe(6);
});

test("[WE11] yesterday's backup put back: workstations give back what the centre lost, with the same numbers, twice in a row", async () => {
  const before = await numbersOf(main);
  for (const epoch of [2, 3]) {
    expect((await weather("restore")).server.kind).toBe("up");
    expect(helloSchema.parse(await (await fetch(`${server}/v1/hello`)).json())).toMatchObject({ recovering: true, epoch: { n: epoch } });
    for (const each of [main, await at("others", "clone")]) await settled(each, ({ recovery, kind }) => recovery === "waiting" && kind === "idle");
    await eventually("everything at the centre again", async () => {
      const places = (await weather()).places?.files ?? [];
      return places.length === before.size && places.every(({ file, centre }) => centre?.number === before.get(file)) ? true : undefined;
    });
    await endRecovery();
    await settled(main, isDone);
  }
  expect(await numbersOf(main)).toEqual(before);
  expect((await main.call("core.verify", undefined)).faults).toEqual([]);
});

test("[WE11] the identity provider away: signing in says so, who is in stays in; the date is the workstation's own order; closing leaves nothing", async () => {
  await weather("provider", "down");
  await settled(main, isDone);
  expect(await main.call("session.beginSignIn", undefined)).toMatchObject({ ok: false, error: { code: "G3005" } });
  await weather("provider", "up");
  expect(await main.call("session.beginSignIn", undefined)).toMatchObject({ ok: true });
  const { code } = await runCli(["weather", "date", "2020-05-04", "--data", join(home, "client")], { env: { GUICHET_HOME: home }, input: "" });
  expect([code, (await main.call("app.info", undefined)).businessDate]).toEqual([0, "2020-05-04"]);
  for (const line of lines.splice(0)) line.close();
  await weather("cut");
  expect(await started.stop()).toBe(0);
  expect(existsSync(join(home, "weather.json"))).toBe(false);
  expect(await refused("show")).toMatchObject({ error: { code: "G9201" } });
});

/** Two administrators, of two banks, as docs/server.md says. */
async function endRecovery(): Promise<void> {
  const { centre, epoch, issuer } = helloSchema.parse(await (await fetch(`${server}/v1/hello`)).json());
  for (const login of ["loic.fictif", "hugo.fictif"]) {
    const { access } = await signIn(issuer.replace(/\/oidc$/, ""), login, "demonstration");
    unwrap(await ask(server, access, "/v1/recovery/end", endRecoveryAnswerSchema, { protocol: 1, centre, epoch: epoch.id }), "end");
  }
}
