import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Core } from "../main/core/core.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { segmentName } from "../shared/sync/segment.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";

/** A branch whose centre is away: real cores, a real server on PGlite, and a folder between the workstations. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

type Person = { readonly core: Core; readonly cable: Cable; /** When she last asked who her colleagues are. */ readonly askedAt: () => number };
const POLL_MS = 50;
const share = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-share-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
async function person(address: string, login: string, folder: string): Promise<Person> {
  const own = temporaryFolder();
  undo.push(own.remove);
  const cable = cutCable(globalThis.fetch);
  let askedAt = 0;
  const heard: typeof globalThis.fetch = async (input, init) => {
    const asked = Date.now();
    const answer = await cable.fetch(input, init);
    if (String(input).endsWith("/v1/branch-keys")) askedAt = asked;
    return answer;
  };
  const core = await openFirstTime(testDeps(own.dir, address, { fetch: heard, folderPollMs: POLL_MS }), login);
  undo.push(() => core.close());
  await settled(core);
  unwrap(await core.handlers["folder.choose"]({ path: folder }), "folder");
  return { core, cable, askedAt: () => askedAt };
}
/** Everybody enrolled, and everybody known to everybody; each with the folder given for her. */
async function branch(...people: readonly (readonly [login: string, folder: string])[]): Promise<readonly Person[]> {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const all: Person[] = [];
  for (const [login, folder] of people) all.push(await person(address, login, folder));
  const enrolled = Date.now();
  await until("all know all", () => all.every(({ askedAt }) => askedAt() > enrolled));
  return all;
}
async function three(folder: string): Promise<readonly [Person, Person, Person]> {
  const [a, b, c] = await branch(["maelle.exemple", folder], ["yann.modele", folder], ["gwenola.maquette", folder]);
  if (a === undefined || b === undefined || c === undefined) throw new Error("not three");
  return [a, b, c];
}
const folderOf = async ({ core }: Person) => {
  const { folder } = await core.handlers["sync.status"](undefined);
  if (folder === undefined) throw new Error("no folder");
  return folder;
};
const seal = async ({ core }: Person, file: FileId): Promise<void> => void unwrap(await core.handlers["files.seal"]({ file }), "seal");
const segments = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".segment"));
const sees = (who: Person, file: FileId, fields: Readonly<Record<string, unknown>>): Promise<void> =>
  until(`${JSON.stringify(fields)} is seen`, async () => {
    const opened = await who.core.handlers["files.open"]({ file });
    return opened.ok && Object.entries(fields).every(([name, value]) => JSON.stringify(Object.entries(opened.value.fields).find(([known]) => known === name)?.[1]) === JSON.stringify(value));
  });
const atCentre = (who: Person, file: FileId): Promise<void> =>
  until("it is at the centre", async () => {
    const opened = await who.core.handlers["files.open"]({ file });
    return opened.ok && opened.value.place.kind === "centre" && opened.value.version > 0;
  });

test("[OB11] [OB13] [OB14] with the centre away, what one seals her colleague sees within a round, works on, and it all reaches the centre once through a third", async () => {
  const folder = share();
  const [anne, bruno, chief] = await three(folder);
  for (const { cable } of [anne, bruno, chief]) cable.cut();
  const file = await newFile(anne.core, someFields(3));
  await seal(anne, file);
  await sees(bruno, file, { siren: someFields(3).siren });
  expect(await openFile(bruno.core, file)).toMatchObject({ version: 0, place: { kind: "folder" }, editable: true, conflicts: [] });
  const [row] = (await bruno.core.handlers["files.list"]({ search: String(someFields(3).siren), filter: "all", sort: "recent", offset: 0, limit: 5 })).rows;
  expect(row).toMatchObject({ file, advisor: "Maëlle Exemple", place: { kind: "folder" } });
  for (const name of segments(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toContain(String(someFields(3).siren));

  await type(bruno.core, file, { tradeName: "Vu par Yann" });
  await seal(bruno, file);
  await sees(anne, file, { tradeName: "Vu par Yann" });
  await type(anne.core, file, { city: "Rennes-la-Vue" });
  await seal(anne, file);
  await sees(bruno, file, { city: "Rennes-la-Vue", tradeName: "Vu par Yann" });
  await sees(chief, file, { city: "Rennes-la-Vue", tradeName: "Vu par Yann" });

  chief.cable.mend();
  await atCentre(chief, file);
  expect(await openFile(chief.core, file)).toMatchObject({ version: 3, fields: { city: "Rennes-la-Vue", tradeName: "Vu par Yann" }, conflicts: [] });
  expect((await openFile(anne.core, file)).place.kind).toBe("here-only");
  for (const who of [anne, bruno]) {
    who.cable.mend();
    await settled(who.core);
    await atCentre(who, file);
  }
  const [mine, theirs, hers] = [await openFile(anne.core, file), await openFile(bruno.core, file), await openFile(chief.core, file)];
  expect([mine.version, theirs.version, hers.version]).toEqual([3, 3, 3]);
  expect([theirs.fields, hers.fields]).toEqual([mine.fields, mine.fields]);
  for (const who of [anne, bruno, chief]) {
    await until("nothing is only heard any more", async () => (await folderOf(who)).heard.changes === 0);
    expect(await who.core.handlers["sync.waiting"]({ limit: 5 })).toEqual([]);
    expect((await who.core.handlers["core.verify"](undefined)).faults).toEqual([]);
  }
  await until("what was answered left the folder", () => segments(folder).length === 0);
});

test("[OB14] files made and changed in turns by two reach the centre in an order in which none is refused, whoever's line comes back first", async () => {
  const folder = share();
  const [anne, bruno] = await three(folder);
  for (const { cable } of [anne, bruno]) cable.cut();
  const first = await newFile(anne.core, someFields(5));
  await seal(anne, first);
  await sees(bruno, first, { siren: someFields(5).siren });
  await type(bruno.core, first, { tradeName: "Par Yann" });
  await seal(bruno, first);
  const second = await newFile(bruno.core, someFields(6));
  await seal(bruno, second);
  await sees(anne, second, { siren: someFields(6).siren });
  await type(anne.core, second, { tradeName: "Par Maëlle" });
  await seal(anne, second);
  anne.cable.mend();
  await settled(anne.core);
  for (const file of [first, second]) await atCentre(anne, file);
  expect([(await openFile(anne.core, first)).fields, (await openFile(anne.core, second)).fields]).toMatchObject([{ tradeName: "Par Yann" }, { tradeName: "Par Maëlle" }]);
  bruno.cable.mend();
  await settled(bruno.core);
  for (const file of [first, second]) {
    await atCentre(bruno, file);
    expect(await openFile(bruno.core, file)).toMatchObject({ version: 2, amendments: [], conflicts: [], refusal: undefined });
  }
});

test("[OB3] [OB14] by hand, by the folder and by the network, all three: once", async () => {
  const folder = share();
  const [anne, bruno, chief] = await three(folder);
  for (const { cable } of [anne, bruno, chief]) cable.cut();
  const file = await newFile(anne.core, someFields(8));
  unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
  await until("yann sees it under way", async () => {
    const seen = await bruno.core.handlers["files.open"]({ file });
    return seen.ok && seen.value.status === "waiting" && !seen.value.editable;
  });
  // Bruno carries what he has, hers included; she carries hers.
  const lines: string[] = [];
  for (const who of [bruno, anne]) {
    const { set, parts } = unwrap(await who.core.handlers["carry.plan"](undefined), "plan");
    for (const [index, part] of parts.entries()) lines.push(unwrap(await who.core.handlers["carry.part"]({ set, part: index + 1, of: parts.length, ...part }), "part").line);
  }
  expect(lines).toHaveLength(2);
  for (const who of [chief, bruno, anne]) who.cable.mend();
  for (const line of [...lines, ...lines]) expect(await chief.core.handlers["carry.deliver"]({ line })).toMatchObject({ ok: true });
  await settled(anne.core);
  for (const who of [anne, bruno, chief]) await until("registered", async () => (await openFile(who.core, file)).status === "registered");
  const registrations = await Promise.all([anne, bruno, chief].map(async ({ core }) => (await openFile(core, file)).registration));
  expect(registrations[1]).toEqual(registrations[0]);
  expect(registrations[2]).toEqual(registrations[0]);
  expect(await openFile(anne.core, file)).toMatchObject({ version: 2 });
});

test("[OB13] the same field typed by two who do not see each other is a conflict on both screens, and at the centre the same one, settled there", async () => {
  const folder = share();
  const [anne, bruno] = await three(folder);
  const file = await newFile(anne.core, someFields(9));
  await seal(anne, file);
  await settled(anne.core);
  await atCentre(bruno, file);
  for (const { cable } of [anne, bruno]) cable.cut();
  for (const [who, amount] of [[anne, 11_000_000], [bruno, 12_000_000]] as const) await type(who.core, file, { amount });
  for (const who of [anne, bruno]) await seal(who, file);
  for (const who of [anne, bruno]) await until("the conflict is shown", async () => (await openFile(who.core, file)).conflicts.some(({ field }) => field === "amount"));
  for (const who of [anne, bruno]) {
    who.cable.mend();
    await settled(who.core);
  }
  for (const who of [anne, bruno]) await until("the centre's own", async () => {
    const { version, conflicts, place } = await openFile(who.core, file);
    return version === 3 && conflicts.length === 1 && place.kind === "centre";
  });
  expect((await openFile(anne.core, file)).conflicts).toEqual((await openFile(bruno.core, file)).conflicts);
});

test("[OB11] colleagues of another branch, on the same share, read nothing of this one; a manager's own work goes to each branch apart", async () => {
  const folder = share();
  const [anne, other, chief] = await branch(["maelle.exemple", folder], ["soizic.essai", folder], ["gwenola.maquette", folder]);
  if (anne === undefined || other === undefined || chief === undefined) throw new Error("not three");
  for (const { cable } of [anne, other, chief]) cable.cut();
  const file = await newFile(anne.core, someFields(2));
  await seal(anne, file);
  await sees(chief, file, { siren: someFields(2).siren });
  await until("left alone", async () => Object.values((await folderOf(other)).ignored).some((n) => n > 0));
  expect((await other.core.handlers["files.open"]({ file })).ok).toBe(false);
  expect((await folderOf(other)).heard).toEqual({ changes: 0, files: 0 });
  const elsewhere = await newFile(other.core, someFields(14));
  await seal(other, elsewhere);
  await sees(chief, elsewhere, { siren: someFields(14).siren });
  for (const one of [file, elsewhere, file]) {
    await type(chief.core, one, { city: `Vu en ${one === file ? "premier" : "second"}`, tradeName: `${Date.now()}` });
    await seal(chief, one);
  }
  await sees(anne, file, { city: "Vu en premier" });
  await sees(other, elsewhere, { city: "Vu en second" });
  for (const [who, theirs] of [[anne, elsewhere], [other, file]] as const) expect((await who.core.handlers["files.open"]({ file: theirs })).ok).toBe(false);
});

test("[OB12] whatever lies in the folder is left alone with its reason, and nothing crashes; what is sound is read all the same", async () => {
  const folder = share();
  const [anne, bruno, chief] = await three(folder);
  for (const { cable } of [anne, bruno, chief]) cable.cut();
  const file = await newFile(anne.core, someFields(4));
  await seal(anne, file);
  await sees(bruno, file, { siren: someFields(4).siren });
  const [sound = ""] = segments(folder);
  const replica = sound.slice("guichet-".length, "guichet-".length + 36);
  // Her own workstation would clear away what bears its name.
  await anne.core.handlers["session.lock"](undefined);
  const at = (first: number): string => join(folder, segmentName({ replica, first, last: first }));
  const text = readFileSync(join(folder, sound), "utf8");
  writeFileSync(join(folder, "Notes de service.docx"), "bonjour");
  mkdirSync(join(folder, segmentName({ replica, first: 900, last: 900 })));
  symlinkSync("/etc/passwd", at(901));
  writeFileSync(at(902), "");
  truncateSync(at(902), 5_000_000_000);
  writeFileSync(at(903), text.slice(0, text.length / 2));
  writeFileSync(at(904), text.replace(/"box":"(.)/, (_all, letter: string) => `"box":"${letter === "A" ? "B" : "A"}`));
  writeFileSync(at(905), "[".repeat(200_000));
  writeFileSync(join(folder, segmentName({ replica: "01900000-0000-7000-8000-000000000001", first: 1, last: 1 })), text);
  writeFileSync(at(906), JSON.stringify({ ...JSON.parse(text), key: "01900000-0000-7000-8000-000000000002" }));
  copyFileSync(join(folder, sound), at(907)); // her own, under another name: known already
  await until("all are left alone", async () => {
    const { ignored } = await folderOf(bruno);
    return ignored["foreign"] === 5 && ignored["too-large"] === 1 && ignored["damaged"] === 1 && ignored["stranger"] === 1 && ignored["no-key"] === 1;
  });
  expect(await folderOf(bruno)).toMatchObject({ problem: undefined, heard: { changes: 1, files: 1 } });
  const next = await newFile(chief.core, someFields(7));
  await seal(chief, next);
  await sees(bruno, next, { siren: someFields(7).siren });
});

test("[OB11] a folder that goes, refuses or comes back is told and harms nothing; a partial or lost file is written again, and what a kill left is cleared", async () => {
  const folder = share();
  const [anne, bruno] = await three(folder);
  for (const { cable } of [anne, bruno]) cable.cut();
  renameSync(folder, `${folder}-away`);
  const file = await newFile(anne.core, someFields(11));
  await seal(anne, file);
  await until("anne is told", async () => (await folderOf(anne)).problem?.code === "G8010");
  expect((await folderOf(anne)).problem?.params).toEqual({ reason: "ENOENT" });
  renameSync(`${folder}-away`, folder);
  await sees(bruno, file, { siren: someFields(11).siren });
  await until("all is well again", async () => (await folderOf(anne)).problem === undefined);
  for (const name of segments(folder)) rmSync(join(folder, name));
  await until("a lost file is written again", () => segments(folder).length === 1);
  const [cut = ""] = segments(folder);
  const whole = readFileSync(join(folder, cut)).length;
  truncateSync(join(folder, cut), 10);
  await until("a cut file is written again", () => segments(folder).includes(cut) && readFileSync(join(folder, cut)).length >= whole - 100);
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500);
    const late = await newFile(anne.core, someFields(12));
    await seal(anne, late);
    await until("read only is told", async () => (await folderOf(anne)).problem?.code === "G8010");
    chmodSync(folder, 0o700);
    await sees(bruno, late, { siren: someFields(12).siren });
  }
  const [name = ""] = segments(folder);
  const own = name.slice("guichet-".length, "guichet-".length + 36);
  writeFileSync(join(folder, `.guichet-${own}-000000000009-000000000009.segment.00ff.tmp`), "half");
  // Somebody pretends that all is there: it would keep what comes next out of the folder.
  writeFileSync(join(folder, segmentName({ replica: own, first: 1, last: 999_999_999_999 })), "all");
  await until("what bears its name and is not its own is gone", () => !readdirSync(folder).some((each) => each.endsWith(".tmp") || each.includes("999999999999")));
  const last = await newFile(anne.core, someFields(13));
  await seal(anne, last);
  await sees(bruno, last, { siren: someFields(13).siren });
  expect(await anne.core.handlers["folder.choose"]({ path: "agence" })).toEqual({ ok: false, error: { code: "G8011" } });
});
