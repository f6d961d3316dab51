import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../core.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { advisor, OTHER_BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

const HERS = "la barque du soir glisse";
let centre: FakeCentre;
let core: Core;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  centre = await startFakeCentre();
  centre.people.set("bruno", { ...advisor("bruno"), role: "manager" });
  centre.people.set("elsewhere", { ...advisor("elsewhere", [OTHER_BRANCH]), role: "manager" });
  folder = temporaryFolder();
  core = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});

const profileOf = async (login: string): Promise<string> => {
  const state = await core.handlers["session.state"](undefined);
  const listed = state.kind === "closed" ? state.profiles : await core.handlers["beside.people"](undefined);
  return listed.find(({ name }) => name === `Conseillère ${login}`)?.id ?? "none";
};
const unlock = async (login: string, passphrase: string): Promise<void> => {
  await core.handlers["session.lock"](undefined);
  unwrap(await core.handlers["session.unlock"]({ profile: await profileOf(login), passphrase }), "unlock");
};
/** A profile of her own on this computer, which met the centre once. */
async function comesHere(login: string): Promise<void> {
  await core.handlers["session.lock"](undefined);
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: HERS }), "passphrase");
  await settled(core);
  await unlock("anne", PASSPHRASE);
}
async function registered(): Promise<FileId> {
  const file = await newFile(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
  await until("registered", async () => (await openFile(core, file)).registration !== undefined);
  await settled(core);
  return file;
}
const approve = async (file: FileId, over: { readonly profile?: string; readonly passphrase?: string } = {}) =>
  await core.handlers["beside.record"]({ file, profile: await profileOf("bruno"), passphrase: HERS, step: "approved", facts: { on: "2020-05-15", note: "Vu ensemble." }, ...over });

test("[OB15] with no network, a manager who never saw the file approves it where its author sits; the money may leave; her own line keeps what she did", async () => {
  await comesHere("bruno");
  const file = await registered();
  centre.mischief = () => "cut";
  const before = await openFile(core, file);
  expect(before.life.steps.find(({ step }) => step === "approved")?.whyNot?.code).toBe("G2018");
  expect(before.life.steps.find(({ step }) => step === "disbursed")?.whyNot?.code).toBe("G2017");

  const view = unwrap(await approve(file), "approve");
  expect(view.life.entries).toMatchObject([{ step: "approved", by: "Conseillère bruno", waiting: true, facts: { note: "Vu ensemble." } }]);
  expect(view.life.steps.find(({ step }) => step === "disbursed")?.whyNot).toBeUndefined();
  expect(unwrap(await core.handlers["files.record"]({ file, step: "disbursed", facts: { on: "2020-05-15", amount: 20_000_000 } }), "disburse").status).toBe("disbursed");

  // Hers stays hers: her desk holds it in its own line, and brings it too. This centre takes nothing sealed, so that she must be first.
  await core.handlers["session.lock"](undefined);
  centre.mischief = () => "go-on";
  await unlock("bruno", HERS);
  await settled(core);
  expect(centre.pure.files().get(file)?.life?.map(({ step, by }) => [step, by])).toEqual([["approved", "bruno"]]);
  await unlock("anne", PASSPHRASE);
  await until("both at the centre", () => centre.pure.files().get(file)?.life?.length === 2);
  expect(centre.pure.files().get(file)?.life?.map(({ step }) => step)).toEqual(["approved", "disbursed"]);
});

test("[OB15] where the number came and the file itself did not before the network went, it is told so, and goes on once it has come", async () => {
  await comesHere("bruno");
  const file = await newFile(core);
  centre.mischief = (path) => (path === "/v1/pull" || path === "/v1/snapshot" ? "cut" : "go-on");
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
  await until("its number", async () => (await openFile(core, file)).registration !== undefined);
  centre.mischief = () => "cut";
  expect(await approve(file)).toMatchObject({ ok: false, error: { code: "G8018" } });
  centre.mischief = () => "go-on";
  await settled(core);
  centre.mischief = () => "cut";
  expect(unwrap(await approve(file), "approve").life.entries).toMatchObject([{ step: "approved", by: "Conseillère bruno" }]);
});

test("[OB15] what she may not do beside, she may not do at all; a wrong passphrase, the same person and a stranger are told, and nothing is recorded", async () => {
  await comesHere("bruno");
  await comesHere("elsewhere");
  const file = await registered();
  const untouched = await openFile(core, file);
  expect((await core.handlers["beside.people"](undefined)).map(({ name }) => name).toSorted()).toEqual(["Conseillère bruno", "Conseillère elsewhere"]);
  expect(await approve(file, { passphrase: "une autre phrase secrete" })).toMatchObject({ ok: false, error: { code: "G1001" } });
  expect(await approve(file, { profile: await profileOf("elsewhere") })).toMatchObject({ ok: false, error: { code: "G8017", params: { reason: "branch" } } });
  expect(await core.handlers["beside.record"]({ file, profile: await profileOf("bruno"), passphrase: HERS, step: "disbursed", facts: { on: "2020-05-15", amount: 20_000_000 } })).toMatchObject({ ok: false, error: { code: "G2017" } });
  expect(await core.handlers["beside.record"]({ file, profile: await profileOf("bruno"), passphrase: HERS, step: "sold", facts: {} })).toMatchObject({ ok: false, error: { code: "G2002" } });
  const state = await core.handlers["session.state"](undefined);
  const mine = state.kind === "open" ? state.profile.id : "";
  // Her own profile is open already: its folder has one holder, and two people are two.
  expect(await approve(file, { profile: mine, passphrase: PASSPHRASE })).toMatchObject({ ok: false, error: { code: "G8016" } });
  expect(await approve("01900000-0000-7000-8000-0000000000ff" as FileId)).toMatchObject({ ok: false, error: { code: "G2008" } });
  expect((await openFile(core, file)).life).toEqual(untouched.life);
  expect(await core.handlers["session.state"](undefined)).toMatchObject({ kind: "open", profile: { name: "Conseillère anne" } });
});

test("[OB15] what waits here of the file is before her eyes: she approves the loan as amended, not as the centre has it", async () => {
  await comesHere("bruno");
  const file = await registered();
  centre.mischief = () => "cut";
  unwrap(await core.handlers["files.record"]({ file, step: "amended", facts: { on: "2020-05-15", why: "Le client demande moins long.", totalYears: 4 } }), "amend");
  const view = unwrap(await approve(file), "approve");
  expect(view.life.entries.map(({ step }) => step)).toEqual(["amended", "approved"]);
  expect(view.life.now.approved).toMatchObject({ by: "bruno" });
  await unlock("bruno", HERS);
  const hers = await openFile(core, file);
  expect([hers.fields.totalYears, hers.life.entries.map(({ step, waiting }) => [step, waiting])]).toEqual([4, [["amended", true], ["approved", true]]]);
});
