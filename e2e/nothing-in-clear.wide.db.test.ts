import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileEvidencePage } from "../build/verification/compile-evidence-page.ts";
import { readControl } from "../main/core/control/control-file.ts";
import { until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { searchBytes, searchFolder, type Mark } from "./support/clear-search.ts";
import { createDemoApp, type DemoApp } from "./support/demo-app.ts";
import { createDemoServer, type DemoServer } from "./support/demo-server.ts";
import { clientMarks, markedFields, PASSPHRASE, secretMarks } from "./support/marked-work.ts";
import { command, deskOf, everythingSent, exportEverything, firstDay, lockAndUnlock, onlyProfile, profileFolder, typeMarked, work } from "./support/marked-story.ts";
import { spoilDatabase } from "./support/spoil-database.ts";
import { openTappedNetwork, type TappedNetwork } from "./support/tapped-network.ts";
import { openWatchedMachine, type WatchedMachine } from "./support/watched-machine.ts";

/** One workstation's whole life against one real centre, on a computer of its own; then everything that is left is searched. The window: nothing-in-clear.wide.e2e.ts. */
let machine: WatchedMachine;
let network: TappedNetwork;
let server: DemoServer;
let app: DemoApp;
let tokens: readonly Mark[] = [];
let file: FileId;

beforeAll(async () => {
  const page = fileURLToPath(new URL("../build/out/evidence", import.meta.url));
  if (!existsSync(join(page, "index.html"))) await compileEvidencePage(page);
  machine = openWatchedMachine();
  network = await openTappedNetwork();
  server = createDemoServer(machine.centre, network, { ...machine.env, GUICHET_LOG_LEVEL: "debug" });
  await server.start();
  machine.watch(Number(/"pid":(\d+)/.exec(server.said())?.[1]));
  app = createDemoApp(machine.data, server.url, machine.env);
  await app.start();
  await live();
  tokens = network.tokens();
}, 600_000);
afterAll(async () => {
  await app.stop();
  await server.stop();
  await network.close();
  machine.remove();
});

async function live(): Promise<void> {
  let desk = await deskOf(machine);
  await firstDay(desk);
  file = await work(desk);
  await lockAndUnlock(desk);
  await everythingSent(desk);
  await command(machine, server.url, ["submit", file]);
  writeFileSync(join(machine.asked, "given.csv"), `siren;legalName;amount\n${markedFields.siren};${markedFields.legalName};187 654\n`);
  await command(machine, server.url, ["import", join(machine.asked, "given.csv")]);
  await exportEverything(machine, server.url, file);
  await command(machine, server.url, ["import", join(machine.asked, "list.xlsx")], "", 1);
  const draft = await withoutNetwork(desk);
  // As a power cut, with what was typed a moment before.
  unwrap(await desk.bridge.call("files.saveField", { file: draft, field: "tradeName", value: `${markedFields.tradeName} bis` }), "typed");
  await app.kill9();
  spoilDatabase(machine.data);
  await app.start();
  desk = await deskOf(machine);
  const profile = await onlyProfile(desk.bridge);
  expect(await desk.bridge.call("session.unlock", { profile, passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: "G1003" } });
  unwrap(await desk.bridge.call("session.recover", { profile, passphrase: PASSPHRASE }), "recover");
  await everythingSent(desk);
  desk.running.close();
}

/** What waits goes into the branch's folder, and into a sealed file. */
async function withoutNetwork({ bridge }: Awaited<ReturnType<typeof deskOf>>): Promise<FileId> {
  unwrap(await bridge.call("folder.choose", { path: machine.share }), "folder");
  network.setWeather({ kind: "cut" });
  unwrap(await bridge.call("files.record", { file, step: "noted", facts: { on: "2020-04-15", text: "Quimerc'h" } }), "note");
  const { file: draft } = unwrap(await bridge.call("files.create", undefined), "create");
  await typeMarked(bridge, draft);
  unwrap(await bridge.call("files.seal", { file: draft }), "seal");
  await until("it is in the folder", () => readdirSync(machine.share).some((name) => name.endsWith(".segment")));
  await command(machine, server.url, ["carry", "out", join(machine.root, "sealed.guichet")]);
  network.setWeather({ kind: "fair" });
  return draft;
}

const everything = (): readonly Mark[] => [...clientMarks, ...secretMarks, ...tokens];
const names = (marks: readonly Mark[]): readonly string[] => [...new Set(marks.map(({ name }) => name))].toSorted();

test("the search finds what is in clear: each client's mark in what she asked for or at the centre, each token at the centre or on the wire", () => {
  const seen = [...searchFolder(machine.asked, clientMarks), ...searchFolder(machine.centre, clientMarks)];
  expect([...new Set(seen.map(({ mark }) => mark))].toSorted()).toEqual(names(clientMarks));
  expect(names(tokens)).toEqual(expect.arrayContaining(["access token", "refresh token"]));
});

test("[LS4] nothing of a client, no passphrase, no search and no token is in clear on the workstation: data, temporary files, caches, a damaged database kept aside", () => {
  expect(existsSync(join(profileFolder(machine), "aside"))).toBe(true);
  const isAskedFor = (path: string): boolean => path.startsWith("asked/");
  const isCentre = (path: string): boolean => path.startsWith("centre/");
  expect(searchFolder(machine.root, everything(), (path) => isAskedFor(path) || isCentre(path))).toEqual([]);
});

test("[OB6] [OB11] a sealed file and the branch's folder tell nothing, and each holds something", () => {
  expect(readFileSync(join(machine.root, "sealed.guichet")).length).toBeGreaterThan(1_000);
  expect(searchBytes("sealed.guichet", readFileSync(join(machine.root, "sealed.guichet")), everything())).toEqual([]);
  expect([readdirSync(machine.share).length > 0, searchFolder(machine.share, everything())]).toEqual([true, []]);
});

test("what she asked for and what the centre keeps hold no passphrase, no search and no token", () => {
  expect(searchFolder(machine.asked, [...secretMarks, ...tokens])).toEqual([]);
  // The demonstration's own identity provider remembers whom it let in, in a folder of its owner's only; where a bank's provider is used there is none.
  const isProvider = (path: string): boolean => path.startsWith("identity/");
  expect(searchFolder(machine.centre, [...secretMarks, ...tokens], isProvider)).toEqual([]);
  expect(searchFolder(machine.centre, secretMarks)).toEqual([]);
});

test("no program shows any of it in its command line or its environment", () => {
  expect(machine.watched()).toBeGreaterThan(8);
  expect(machine.shownByPrograms(everything())).toEqual([]);
});

test.skipIf(!existsSync("/proc/self/coredump_filter"))("a dump of either program would have no memory in it", async () => {
  const workstation = readControl(machine.data)?.pid;
  const centre = /"pid":(\d+)/.exec(server.said())?.[1];
  for (const pid of [workstation, centre]) expect([pid, Number(readFileSync(`/proc/${pid}/coredump_filter`, "utf8"))]).toEqual([pid, 0]);
});

test("neither log tells any of it: the server's at its most talkative, the workstation's, and what both said on their terminals", () => {
  const logs = [["server", server.said()], ["workstation's terminal", app.said()], ["workstation", readFileSync(join(machine.data, "logs", "guichet.log"), "utf8")]] as const;
  for (const [name, text] of logs) {
    expect([name, text.length > 100]).toEqual([name, true]);
    expect(searchBytes(name, Buffer.from(text), [...everything(), { name: "person", text: "Maëlle" }, { name: "login", text: "maelle.exemple" }])).toEqual([]);
  }
});
