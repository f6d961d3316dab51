import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { somePdf } from "../../../shared/testing/some-documents.ts";
import { createCore, type Core } from "../core.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { COMPLETE, newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, type, until } from "../test-support/open-core.ts";

const FRAME = 24 + 16_384;
let centre: FakeCentre;
const folders: ReturnType<typeof temporaryFolder>[] = [];
const cores: Core[] = [];
const folder = (): string => {
  const made = temporaryFolder();
  folders.push(made);
  return made.dir;
};

beforeEach(async () => {
  centre = await startFakeCentre();
});
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
  await centre.close();
  for (const made of folders.splice(0)) made.remove();
});

const profileOf = (dataDir: string): string => readdirSync(join(dataDir, "profiles"))[0] ?? "";
const fileIn = (dataDir: string, name: string): string => join(dataDir, "profiles", profileOf(dataDir), name);

/** Anne's workstation as a power cut would leave it: one file answered, one whose answer was lost, one that waits, one only typed. */
async function cutOff() {
  const dataDir = folder();
  const core = await openFirstTime(testDeps(dataDir, centre.url), "anne");
  cores.push(core);
  const submit = async (file: Awaited<ReturnType<typeof newFile>>) => unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
  const answered = await newFile(core, { ...COMPLETE, siren: "732829320" });
  await submit(answered);
  await settled(core);
  const pushes = () => centre.heard.filter(({ path }) => path.includes("/push")).length;
  centre.mischief = (path) => (path.includes("/push") ? "cut-after" : "go-on");
  const before = pushes();
  const unheard = await newFile(core, { ...COMPLETE, siren: "552100554", legalName: "Dont la réponse se perd" });
  await submit(unheard);
  await until("a push went out", () => pushes() > before);
  centre.mischief = () => "cut";
  const waiting = await newFile(core, { ...COMPLETE, siren: "552081317", legalName: "Qui attend" });
  await submit(waiting);
  const bytes = Buffer.from(somePdf(50, 1)).toString("base64");
  unwrap(await core.handlers["documents.add"]({ file: waiting, upload: "66666666-6666-7666-8666-666666666666", name: "bilan.pdf", piece: "LIASSE_FISCALE", size: somePdf(50, 1).length, offset: 0, bytes }), "add");
  const typed = await newFile(core, { legalName: "Seulement saisie", city: "Brest" });
  const left = folder();
  rmSync(left, { recursive: true });
  cpSync(dataDir, left, { recursive: true });
  await cores.pop()?.close();
  return { left, files: { answered, unheard, waiting, typed } };
}

/** One bit in a frame after a third of the WAL. */
function flipThird(dataDir: string): void {
  const wal = fileIn(dataDir, "guichet.db-wal");
  const bytes = readFileSync(wal);
  const frames = Math.floor((bytes.length - 32) / FRAME);
  const at = 32 + FRAME * Math.floor(frames / 3) + 24 + 4_000;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(wal, bytes);
}

/** Opens on what was left; answers the core and what unlocking said. */
async function unlock(dataDir: string) {
  const core = await createCore(testDeps(dataDir, centre.url));
  cores.push(core);
  return { core, answer: await core.handlers["session.unlock"]({ profile: profileOf(dataDir), passphrase: PASSPHRASE }) };
}

test("[LS15] with a frame spoilt, everything this computer had is issued again, once, and the centre's part is fetched", async () => {
  const { left, files } = await cutOff();
  flipThird(left);

  const { core, answer } = await unlock(left);
  expect(answer).toMatchObject({ ok: false, error: { code: "G1003", params: { reason: "behind-witness", wal: "bad-frame" } } });
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ kind: "blocked", error: { code: "G1003" } });
  centre.mischief = () => "go-on";
  const recovered = await core.handlers["session.recover"]({ profile: profileOf(left), passphrase: PASSPHRASE });
  expect(recovered).toMatchObject({ ok: true, value: { kind: "open" } });
  expect((await openFile(core, files.typed)).fields).toMatchObject({ legalName: "Seulement saisie", city: "Brest" });
  unwrap(await core.handlers["files.seal"]({ file: files.typed }), "seal");
  await settled(core);
  for (const file of [files.answered, files.unheard, files.waiting]) {
    await until("registered", async () => (await core.handlers["files.open"]({ file })).ok);
    expect((await openFile(core, file)).status).toBe("registered");
  }
  const listed = async () => await core.handlers["files.list"]({ search: "", filter: "all", sort: "age", offset: 0, limit: 100 });
  await until("all at the centre", async () => (await listed()).rows.every(({ place }) => place.kind === "centre"));
  const list = await listed();
  expect(list.rows.map(({ file }) => file).toSorted()).toEqual(Object.values(files).toSorted());
  expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
  const documents = async () => await core.handlers["documents.list"]({ file: files.waiting });
  // This centre takes no contents: between two tries it is here only, during one it is being sent.
  await until("between two tries", async () => (await documents())[0]?.place.kind === "here-only");
  const [document] = await documents();
  expect(document).toMatchObject({ name: "bilan.pdf", readable: true, place: { kind: expect.stringMatching(/^(here-only|sending)$/) } });
  expect(await core.handlers["documents.read"]({ file: files.waiting, document: document?.document ?? "", offset: 0 })).toEqual({ ok: true, value: { bytes: Buffer.from(somePdf(50, 1)).toString("base64"), next: undefined } });
  expect(existsSync(fileIn(left, "aside"))).toBe(true);
});

test("[LS15] [WS5] what was proposed to a closed file is proposed again after a recovery", async () => {
  const dataDir = folder();
  const [anne, bruno] = [await openFirstTime(testDeps(folder(), centre.url), "anne"), await openFirstTime(testDeps(dataDir, centre.url), "bruno")];
  cores.push(anne, bruno);
  const file = await newFile(anne);
  unwrap(await anne.handlers["files.seal"]({ file }), "seal");
  await settled(anne);
  await until("bruno has it", async () => (await bruno.handlers["files.open"]({ file })).ok);
  let isCut = true;
  centre.mischief = (_path, request) => (isCut && centre.provider.whoHas(request.headers.authorization) === "bruno" ? "cut" : "go-on");
  await type(bruno, file, { city: "Brest" });
  unwrap(await bruno.handlers["files.seal"]({ file }), "seal");
  unwrap(await anne.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
  await settled(anne);
  isCut = false;
  await settled(bruno);
  const proposed = async (core: Core) => (await openFile(core, file)).amendments;
  await until("it is proposed", async () => (await proposed(bruno)).length > 0);

  const left = folder();
  rmSync(left, { recursive: true });
  cpSync(dataDir, left, { recursive: true });
  await cores.pop()?.close();
  flipThird(left);
  const { core, answer } = await unlock(left);
  expect(answer).toMatchObject({ ok: false, error: { code: "G1003" } });
  expect(await core.handlers["session.recover"]({ profile: profileOf(left), passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open" } });
  await settled(core);
  await until("the file is fetched", async () => (await core.handlers["files.open"]({ file })).ok && (await openFile(core, file)).status === "registered");
  await until("it is proposed again", async () => (await proposed(core)).length > 0);
  expect(await proposed(core)).toEqual([{ field: "city", value: "Brest" }]);
  expect(await core.handlers["sync.waiting"]({ limit: 10 })).toEqual([]);
});

test("[LS15] with the WAL gone, what is missing is named, the rest goes on, and what the centre has is fetched", async () => {
  const { left, files } = await cutOff();
  rmSync(fileIn(left, "guichet.db-wal"));
  const { core, answer } = await unlock(left);
  expect(answer).toMatchObject({ ok: false, error: { code: "G1003", params: { reason: "behind-witness", wal: "absent", missingChanges: expect.stringMatching(/^\d+–\d+$/) } } });
  centre.mischief = () => "go-on";
  const recovered = await core.handlers["session.recover"]({ profile: profileOf(left), passphrase: PASSPHRASE });
  expect(recovered).toMatchObject({ ok: true, value: { kind: "open" } });
  await settled(core);
  await until("fetched", async () => (await core.handlers["files.open"]({ file: files.unheard })).ok);
  expect((await openFile(core, files.answered)).status).toBe("registered");
  expect(await core.handlers["files.open"]({ file: files.waiting })).toMatchObject({ ok: false, error: { code: "G2008" } });
  const more = await newFile(core, { legalName: "Le travail reprend" });
  await type(core, more, { city: "Quimper" });
  unwrap(await core.handlers["files.seal"]({ file: more }), "seal");
  await settled(core);
  expect((await openFile(core, more)).place).toEqual({ kind: "centre" });
});

test("[KF3] a wrong passphrase recovers nothing and moves nothing; without damage, recovering is unlocking", async () => {
  const { left } = await cutOff();
  const hurt = folder();
  rmSync(hurt, { recursive: true });
  cpSync(left, hurt, { recursive: true });
  rmSync(fileIn(hurt, "guichet.db-wal"));
  const { core } = await unlock(hurt);
  expect(await core.handlers["session.recover"]({ profile: profileOf(hurt), passphrase: "ce n’est pas la bonne" })).toEqual({ ok: false, error: { code: "G1001" } });
  expect(existsSync(fileIn(hurt, "guichet.db"))).toBe(true);
  const sound = await createCore(testDeps(left, centre.url));
  cores.push(sound);
  expect(await sound.handlers["session.recover"]({ profile: profileOf(left), passphrase: PASSPHRASE })).toMatchObject({ ok: true, value: { kind: "open" } });
  expect((await sound.handlers["files.list"]({ search: "", filter: "all", sort: "age", offset: 0, limit: 100 })).total).toBe(4);
  expect(existsSync(fileIn(left, "aside"))).toBe(false);
});
