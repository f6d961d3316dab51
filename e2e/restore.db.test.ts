import { cpSync, rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { FileRow } from "../shared/bridge/contract.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import type { Core } from "../main/core/core.ts";
import type { CoreDeps } from "../main/core/deps.ts";
import { newFile, openAgain, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";
import { startRestorableCentre, type RestorableCentre } from "./support/restored-centre.ts";

/** Real cores, a real server process on PGlite, its folder copied and brought back by hand, as an operator does. */
const undo: (() => unknown)[] = [];
/** Five starts of a whole server each, on two shared cores. */
const LONG_MS = 1_800_000;
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

type Person = { readonly core: Core; readonly deps: CoreDeps; readonly cable: Cable; readonly dataDir: string };
async function person({ url }: RestorableCentre, login: string): Promise<Person> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const cable = cutCable(globalThis.fetch);
  const deps = testDeps(folder.dir, url, { fetch: cable.fetch, log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
  const core = await openFirstTime(deps, login);
  undo.push(() => core.close());
  await settled(core);
  return { core, deps, cable, dataDir: folder.dir };
}

async function register({ core }: Person, company: number): Promise<FileId> {
  const file = await newFile(core, someFields(company));
  const { version } = await openFile(core, file);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: version }), "submit");
  return file;
}
async function rows({ core }: Person): Promise<readonly FileRow[]> {
  const found: FileRow[] = [];
  for (;;) {
    const page = await core.handlers["files.list"]({ search: "", filter: "all", sort: "age", offset: found.length, limit: 500 });
    found.push(...page.rows);
    if (page.rows.length === 0 || found.length >= page.total) return found;
  }
}
const numbersOf = async (who: Person): Promise<ReadonlyMap<string, string | undefined>> =>
  new Map((await rows(who)).filter(({ status }) => status === "registered").map(({ file, number }) => [file, number]));
const statusOf = async ({ core }: Person) => await core.handlers["sync.status"](undefined);
const isAllHere = (list: readonly FileRow[], count: number): boolean => list.length === count && list.every(({ place, status }) => place.kind === "centre" && status === "registered");
/** Asks as a person's button does; fails with what is not there. */
const allHere = async (who: Person, count: number): Promise<void> => {
  for (const end = Date.now() + 120_000; !isAllHere(await rows(who), count) && Date.now() < end; ) await who.core.handlers["sync.now"](undefined);
  const list = await rows(who);
  const away = list.filter(({ place, status }) => place.kind !== "centre" || status !== "registered").map(({ file, place, status }) => ({ file, place: place.kind, status }));
  expect({ files: list.length, away, sync: isAllHere(list, count) ? undefined : await statusOf(who) }).toEqual({ files: count, away: [], sync: undefined });
};
/** As the person's own button does, until the centre is told to be in a new epoch and all is offered. */
const offersAll = async (who: Person): Promise<void> =>
  await until("everything is offered again", async () => {
    const status = await who.core.handlers["sync.now"](undefined);
    return status.recovery === "waiting" && status.kind === "idle";
  });

test("[SY50] [SY51] [SY53] [SY54] [WS15] a centre restored from an older backup has every file and every number again once its workstations came back, and to the cent", async () => {
  const centre = await startRestorableCentre();
  const people = [await person(centre, "maelle.exemple"), await person(centre, "yann.modele"), await person(centre, "ines.exemple")] as const;
  const [maelle, yann, ines] = people;
  const some = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) await register(people[n % 3] ?? maelle, n);
    for (const each of people) await settled(each.core);
  };
  await some(0, 50);
  await centre.backUp();
  await some(50, 100);
  const [armor, littoral] = [67, 33];
  for (const [who, count] of [[maelle, armor], [yann, armor], [ines, littoral]] as const) await allHere(who, count);
  const before = await Promise.all(people.map(numbersOf));
  await centre.stop();
  const ledger = await centre.ledger();
  // Maëlle goes on while the centre is away: her file waits, and is not lost.
  const meanwhile = await register(maelle, 100);
  await centre.restore(false);

  // Nobody declared the restore: whoever was ahead stops, and the centre hears of it.
  await until("the workstations stop", async () => {
    for (const each of people) await each.core.handlers["sync.now"](undefined);
    return (await Promise.all(people.map(statusOf))).every(({ kind, error }) => kind === "stopped" && error?.code === "G4011");
  });
  await centre.stop();
  expect(await centre.report()).toMatchObject({ epoch: 1, recovering: false, alarms: expect.arrayContaining([expect.objectContaining({ kind: "replica-ahead" })]) });

  // Declared, each goes on by itself; what is typed meanwhile waits.
  await centre.beginEpoch();
  await centre.start();
  for (const each of people) await offersAll(each);
  const typed = await register(yann, 101);
  expect(await openFile(yann.core, typed)).toMatchObject({ status: "waiting" });
  expect(await centre.confirmEnd("maelle.exemple")).toBe("G3002");
  expect(await centre.confirmEnd("loic.fictif")).toEqual({ ended: false, confirmed: 1 });
  expect(await centre.confirmEnd("loic.fictif")).toBe("G4016");
  expect(await centre.confirmEnd("hugo.fictif")).toEqual({ ended: true, confirmed: 2 });
  for (const each of people) await each.core.handlers["sync.now"](undefined);
  for (const [who, count] of [[maelle, armor + 2], [yann, armor + 2], [ines, littoral]] as const) await allHere(who, count);

  const after = await Promise.all(people.map(numbersOf));
  for (const [index, numbers] of before.entries()) for (const [file, number] of numbers) expect(after[index]?.get(file)).toBe(number);
  for (const file of [meanwhile, typed]) expect(after[1]?.get(file)).toMatch(/^2-/);
  for (const each of people) expect((await each.core.handlers["core.verify"](undefined)).faults).toEqual([]);
  await centre.stop();
  const now = await centre.ledger();
  const known = new Set(ledger.map(({ siren }) => siren));
  expect(now.filter(({ siren }) => known.has(siren))).toEqual(ledger);
  expect(now.length).toBe(ledger.length + 2);
  expect(new Set(after.flatMap((numbers) => [...numbers.values()])).size).toBe(102);
  expect(await centre.report()).toMatchObject({ epoch: 2, recovering: false, waiting: [], missingFiles: [], absentReplicas: [] });
}, LONG_MS);

test("[SY51] [SY56] [WS16] what only a workstation that never comes back had sent is named, readable elsewhere, and nothing else is missing", async () => {
  const centre = await startRestorableCentre();
  const [maelle, yann] = [await person(centre, "maelle.exemple"), await person(centre, "yann.modele")];
  const kept = await register(maelle, 0);
  await settled(maelle.core);
  await centre.backUp();
  const [lost, found] = [await register(maelle, 1), await register(yann, 2)];
  for (const each of [maelle, yann]) await settled(each.core);
  await allHere(yann, 3);
  const number = (await openFile(yann.core, lost)).registration?.number;
  await maelle.core.close();
  await centre.restore(true);
  await offersAll(yann);
  for (const login of ["loic.fictif", "camille.centre"]) await centre.confirmEnd(login);
  await settled(yann.core);
  await until("the file is known to be lost", async () => {
    await yann.core.handlers["sync.now"](undefined);
    return !(await openFile(yann.core, lost)).editable;
  });
  expect(await yann.core.handlers["files.saveField"]({ file: lost, field: "city", value: "Brest" })).toMatchObject({ error: { code: "G4015" } });
  expect((await rows(yann)).map(({ file }) => file).toSorted()).toEqual([kept, lost, found].toSorted());
  expect((await openFile(yann.core, lost)).registration?.number).toBe(number);
  await centre.stop();
  expect(await centre.report()).toMatchObject({ missingFiles: [{ file: lost, number }], absentReplicas: [expect.anything()], reinstated: [{ file: found, flag: null }] });

  // She was only on leave: her workstation gives it back, after the recovery too.
  await centre.start();
  const again = await openAgain(maelle.deps);
  undo.push(() => again.close());
  await allHere({ ...maelle, core: again }, 3);
  await allHere(yann, 3);
  expect((await openFile(yann.core, lost)).registration?.number).toBe(number);
}, LONG_MS);

test("[WS17] [SY57] a data folder copied while work waits: both go on, and everything is at the centre once", async () => {
  const centre = await startRestorableCentre();
  const original = await person(centre, "maelle.exemple");
  const first = await register(original, 0);
  await settled(original.core);
  original.cable.cut();
  const waiting = [await register(original, 1), await register(original, 2)];
  await original.core.close();
  const copyDir = temporaryFolder();
  undo.push(copyDir.remove);
  rmSync(copyDir.dir, { recursive: true });
  cpSync(original.dataDir, copyDir.dir, { recursive: true });
  const open = async (deps: CoreDeps): Promise<Core> => {
    const core = await openAgain(deps);
    undo.push(() => core.close());
    return core;
  };
  const one: Person = { ...original, core: await open(original.deps) };
  const cable = cutCable(globalThis.fetch);
  cable.cut();
  const two: Person = { deps: { ...original.deps, dataDir: copyDir.dir, fetch: cable.fetch }, cable, dataDir: copyDir.dir, core: await open({ ...original.deps, dataDir: copyDir.dir, fetch: cable.fetch }) };
  const [hers, copys] = [await register(one, 3), await register(two, 4)];
  one.cable.mend();
  await settled(one.core);
  two.cable.mend();
  await until("the copy stops", async () => {
    await two.core.handlers["sync.now"](undefined);
    return (await statusOf(two)).kind === "stopped";
  });
  expect(await statusOf(two)).toMatchObject({ error: { code: "G4009" }, waiting: 6 });
  expect(await one.core.handlers["sync.reissue"](undefined), "nothing asks for it there").toMatchObject({ ok: false, error: { code: "G4017" } });
  unwrap(await two.core.handlers["sync.reissue"](undefined), "reissue");
  await settled(two.core);
  const all = [first, ...waiting, hers, copys].toSorted();
  for (const each of [one, two]) {
    await allHere(each, 5);
    expect((await rows(each)).map(({ file }) => file).toSorted()).toEqual(all);
    expect((await each.core.handlers["core.verify"](undefined)).faults).toEqual([]);
  }
  // The copy opens again as what it is now, and the original is none the worse.
  await two.core.close();
  const reopened: Person = { ...two, core: await open(two.deps) };
  await register(reopened, 5);
  await settled(reopened.core);
  await allHere(one, 6);
  await centre.stop();
  expect(await centre.ledger()).toHaveLength(6);
  expect((await centre.ledger()).every(({ entries }) => entries === 1)).toBe(true);
  expect(await centre.report()).toMatchObject({ alarms: [{ kind: "fork" }] });
}, LONG_MS);
