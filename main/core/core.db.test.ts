import { afterEach, beforeEach, expect, test } from "vitest";
import { createCore, type Core } from "./core.ts";
import { startFakeCentre, type FakeCentre } from "./test-support/fake-centre.ts";
import { COMPLETE, newFile, openAgain, openFile, openFirstTime, settled, temporaryFolder, testDeps } from "./test-support/open-core.ts";

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
const cores: Core[] = [];
const keep = (core: Core): Core => {
  cores.push(core);
  return core;
};

beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
  await centre.close();
  folder.remove();
});

test("a first start signs in, chooses a passphrase, types a file, and the centre has it", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  const file = await newFile(core);
  const typed = await openFile(core, file);
  expect(typed).toMatchObject({ version: 0, status: "ready", place: { kind: "here-only", changes: 1 }, fields: COMPLETE });
  await core.handlers["files.seal"]({ file });
  await settled(core);
  expect(await openFile(core, file)).toMatchObject({ version: 1, status: "ready", place: { kind: "centre" }, pending: [], fields: COMPLETE });
  expect(centre.pure.files().get(file)?.fields).toEqual(COMPLETE);
});

test("[WS1] what was typed is there after a restart with no network, and leaves when the network is back", async () => {
  const first = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
  await settled(first);
  const file = await newFile(first, { siren: "732829320", legalName: "Avant" });
  await centre.close();
  await first.close();
  const core = keep(await openAgain(testDeps(folder.dir, centre.url)));
  expect(await openFile(core, file)).toMatchObject({ status: "incomplete", fields: { legalName: "Avant" }, place: { kind: "here-only" } });
  const port = Number(new URL(centre.url).port);
  centre = await startFakeCentre(centre.pure, port);
  await core.handlers["sync.now"](undefined);
  expect(await core.handlers["sync.status"](undefined)).toMatchObject({ waiting: 1 });
});

test("locked, nothing is seen and nothing done", async () => {
  const core = keep(await createCore(testDeps(folder.dir, centre.url)));
  expect(await core.handlers["files.create"](undefined)).toEqual({ ok: false, error: { code: "G1008" } });
  expect(await core.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 10 })).toEqual({ rows: [], total: 0 });
});
