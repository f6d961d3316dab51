import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { LookupView, SourceView } from "../../../shared/bridge/lookup-views.ts";
import { IDENTIFICATION_FIELDS } from "../../../shared/bridge/lookup-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { fictionalSiren } from "../../../shared/testing/companies.ts";
import { countAsks, findAnswer } from "../db/lookups.ts";
import { sql } from "../db/sql.ts";
import type { LogFacts } from "../deps.ts";
import { createFile, saveField, withdrawFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { createNewsDesk } from "../news.ts";
import { until } from "../test-support/open-core.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { FRESH_MS, KEPT_MS, MOST_WAITING, type LookupPace } from "./lookup-pace.ts";
import { createLookups, type Lookups } from "./lookups.ts";
import { RECORDED, SECRET_PERSON } from "./testing/recorded-answers.ts";
import { openRecordedServer, type RecordedServer } from "./testing/recorded-server.ts";

const QUICK: LookupPace = { gapMs: 0, timeoutMs: 2_000, retryMs: 60_000, mostRetryMs: 600_000 };

let server: RecordedServer;
beforeAll(async () => { server = await openRecordedServer(); });
afterAll(() => server.close());

type World = { readonly desk: TestDesk; readonly lookups: Lookups; readonly news: ReturnType<typeof createNewsDesk>; readonly clock: { now: number }; readonly logged: (readonly [string, LogFacts | undefined])[]; readonly arrived: () => RecordedServer["requests"] };
let world: World;

/** A desk with its own clock, over the recorded server. */
async function openWorld(pace: LookupPace = QUICK): Promise<World> {
  server.setFault(undefined);
  const from = server.requests.length;
  const test = await openTestDesk("helene");
  const clock = { now: Date.parse("2020-04-15T08:00:00Z") };
  const desk: TestDesk = { ...test, now: () => clock.now };
  const logged: (readonly [string, LogFacts | undefined])[] = [];
  const log = (event: string, facts?: LogFacts): void => void logged.push([event, facts]);
  const news = createNewsDesk((error) => { throw error; });
  const lookups = createLookups({ deps: { fetch: globalThis.fetch, version: "0.0.0-test", log: { info: log, warn: log, error: log }, lookupAddress: server.address, lookupPace: pace }, desk, news });
  lookups.start();
  onTestFinished(() => lookups.stop());
  return { desk, lookups, news, clock, logged, arrived: () => server.requests.slice(from) };
}
beforeEach(async () => { world = await openWorld(); });

function fileWith(fields: Fields): FileId {
  const { file } = unwrap(createFile(world.desk), "create");
  for (const [field, value] of Object.entries(fields)) unwrap(saveField(world.desk, file, field, value), field);
  return file;
}
const both = (): void => {
  unwrap(world.lookups.switch("recherche-entreprises", true), "switch");
  unwrap(world.lookups.switch("bodacc", true), "switch");
};
const view = (file: FileId): LookupView => unwrap(world.lookups.view(file), "view");
const source = (file: FileId, name: SourceView["source"]): SourceView => {
  const found = view(file).sources.find((one) => one.source === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const answered = (file: FileId, name: SourceView["source"] = "recherche-entreprises"): Promise<void> => until(`${name} answers`, () => source(file, name).answered !== undefined);
/** As it crosses the bridge. */
const asJson = (fields: unknown): ReturnType<typeof JSON.parse> => JSON.parse(JSON.stringify(fields));
const empty = IDENTIFICATION_FIELDS.map((field) => ({ field, expected: null }));

describe("what leaves the computer", () => {
  test("off, as at first, nothing does; a file without SIREN or name has nothing to ask", async () => {
    const file = fileWith({ siren: RECORDED.active });
    expect(world.lookups.settings().map(({ on }) => on)).toEqual([false, false]);
    expect(world.lookups.ask(file)).toMatchObject({ ok: false, error: { code: "G9601" } });
    both();
    expect(world.lookups.ask(fileWith({ city: "Rennes" }))).toMatchObject({ ok: false, error: { code: "G9602" } });
    world.lookups.switch("recherche-entreprises", false);
    expect(world.lookups.ask(fileWith({ legalName: "Hôtel" }))).toMatchObject({ ok: false, error: { code: "G9602" } });
    expect(world.arrived()).toEqual([]);
  });

  test("asked, the SIREN and nothing else: no cookie, no token, nothing of the file or of the person", async () => {
    both();
    const file = fileWith({ siren: RECORDED.active, legalName: "Nom Confidentiel", amount: 12_345_600, iban: "FR7630006000011234567890189" });
    unwrap(world.lookups.ask(file), "ask");
    await Promise.all([answered(file), answered(file, "bodacc")]);
    expect(world.arrived()).toHaveLength(2);
    for (const { method, headers, params } of world.arrived()) {
      expect(method).toBe("GET");
      expect(Object.keys(headers).toSorted()).toEqual(expect.not.arrayContaining(["cookie", "authorization", "referer", "x-guichet-client"]));
      expect(headers["user-agent"]).toBe("Guichet/0.0.0-test");
      expect(JSON.stringify({ params, headers })).not.toMatch(/Confidentiel|12345600|FR76|helene/i);
      expect(params["q"] ?? params["where"]).toContain(RECORDED.active);
    }
  });

  test("without a SIREN the name goes, to the search alone; its companies may then be taken without another request", async () => {
    both();
    const file = fileWith({ legalName: "Ateliers du Vieux" });
    unwrap(world.lookups.ask(file), "ask");
    await answered(file);
    expect(world.arrived().map(({ params }) => params["q"])).toEqual(["Ateliers du Vieux"]);
    const taken = unwrap(world.lookups.take({ file, from: { kind: "found", siren: RECORDED.active }, fields: [...empty.filter(({ field }) => field !== "legalName"), { field: "legalName", expected: "Ateliers du Vieux" }] }), "take");
    expect(taken.fields.map(({ field }) => field)).toContain("siren");
    expect(source(file, "recherche-entreprises").answered?.fresh).toBe(true);
    expect(world.arrived()).toHaveLength(1);
  });

  test("requests of one source follow each other at its pace", async () => {
    world = await openWorld({ ...QUICK, gapMs: 120 });
    unwrap(world.lookups.switch("recherche-entreprises", true), "switch");
    const files = [RECORDED.active, RECORDED.ceased, RECORDED.notPublic].map((siren) => fileWith({ siren }));
    for (const file of files) unwrap(world.lookups.ask(file), "ask");
    // The desk's clock stands still: nothing more leaves until it moves.
    await until("the first answers", () => files.some((file) => source(file, "recherche-entreprises").answered !== undefined));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(world.arrived()).toHaveLength(1);
    for (let n = 2; n <= 3; n += 1) {
      world.clock.now += 120;
      await until(`request ${n}`, () => world.arrived().length === n);
    }
    await until("all answer", () => files.every((file) => source(file, "recherche-entreprises").answered !== undefined));
  });

  test("nothing personal is logged, and no person named by a source is on the disk", async () => {
    both();
    const files = [RECORDED.active, RECORDED.onePerson, RECORDED.otherShape].map((siren) => fileWith({ siren, legalName: "Nom Confidentiel" }));
    for (const file of files) unwrap(world.lookups.ask(file), "ask");
    await until("all are answered, stopped or wait", () => files.every((file) => { const { waiting, answered: got, failed } = source(file, "recherche-entreprises"); return got !== undefined || failed !== undefined || waiting?.error !== undefined; }));
    expect(JSON.stringify(world.logged)).not.toMatch(/Confidentiel|00\d{7}/);
    expect(world.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(world.desk.db.read.all(sql`SELECT answer FROM lookup_answer`))).not.toContain(SECRET_PERSON);
  });
});

describe("what is kept", () => {
  test("within a day the same question is answered from here; then it is asked again, and the old answer stays in sight with its day", async () => {
    both();
    const file = fileWith({ siren: RECORDED.active });
    unwrap(world.lookups.ask(file), "ask");
    await Promise.all([answered(file), answered(file, "bodacc")]);
    const at = world.clock.now;
    world.clock.now += FRESH_MS - 1;
    unwrap(world.lookups.ask(fileWith({ siren: RECORDED.active })), "the same company in another file");
    expect(source(file, "bodacc")).toMatchObject({ waiting: undefined, answered: { at, fresh: true } });
    expect(world.arrived()).toHaveLength(2);
    world.clock.now += 1;
    expect(source(file, "bodacc")).toMatchObject({ answered: { at, fresh: false } });
    unwrap(world.lookups.ask(file), "again");
    await until("a fresh answer", () => source(file, "bodacc").answered?.at === world.clock.now);
    await until("both were asked again", () => world.arrived().length === 4);
  });

  test("answers are bounded in age: the next one removes what is older than ninety days", async () => {
    both();
    const [old, young] = [fileWith({ siren: RECORDED.active }), fileWith({ siren: RECORDED.ceased })];
    unwrap(world.lookups.ask(old), "ask");
    await Promise.all([answered(old), answered(old, "bodacc")]);
    world.clock.now += KEPT_MS + 1;
    unwrap(world.lookups.ask(young), "ask");
    await Promise.all([answered(young), answered(young, "bodacc")]);
    expect(source(old, "recherche-entreprises").answered).toBeUndefined();
    expect(world.lookups.take({ file: old, from: { kind: "found", siren: RECORDED.active }, fields: empty })).toMatchObject({ ok: false, error: { code: "G9606" } });
  });
});

describe("what meets a fault", () => {
  const askOf = async (siren: string): Promise<FileId> => {
    unwrap(world.lookups.switch("recherche-entreprises", true), "switch");
    const file = fileWith({ siren });
    unwrap(world.lookups.ask(file), "ask");
    await until("it was tried", () => { const { waiting, failed } = source(file, "recherche-entreprises"); return failed !== undefined || waiting?.error !== undefined; });
    return file;
  };

  test("asked to wait, it waits exactly as long, with whatever else is for that source, and then goes by itself", async () => {
    const file = await askOf(RECORDED.limited);
    expect(source(file, "recherche-entreprises").waiting).toMatchObject({ nextTryAt: world.clock.now + 2_000, error: { code: "G9604" } });
    const other = fileWith({ siren: RECORDED.active });
    unwrap(world.lookups.ask(other), "ask");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(world.arrived()).toHaveLength(1);
    world.clock.now += 2_000;
    await answered(other);
  });

  test.each([["down", { code: "G9603", params: { status: 500 } }], ["redirected", { code: "G9603" }], ["cut", { code: "G9603" }]] as const)("%s: kept, told, and sent again after a pause that doubles", async (fault, error) => {
    if (fault === "cut") server.setFault("cut");
    const file = await askOf(fault === "cut" ? RECORDED.active : RECORDED[fault]);
    expect(source(file, "recherche-entreprises").waiting).toMatchObject({ nextTryAt: world.clock.now + 60_000, error });
    expect(world.lookups.settings()[0]).toMatchObject({ waiting: 1 });
    world.clock.now += 60_000;
    world.lookups.ask(fileWith({ siren: RECORDED.active }));
    await until("a second try", () => world.arrived().length >= 2 && source(file, "recherche-entreprises").waiting?.nextTryAt === world.clock.now + 120_000);
  });

  test("a source that never answers is given up after its time, and the entry of the file waits for nothing meanwhile", async () => {
    world = await openWorld({ ...QUICK, timeoutMs: 150 });
    unwrap(world.lookups.switch("recherche-entreprises", true), "switch");
    const file = fileWith({ siren: RECORDED.slow });
    unwrap(world.lookups.ask(file), "ask");
    expect(saveField(world.desk, file, "city", "Rennes").ok).toBe(true);
    await until("it is given up", () => source(file, "recherche-entreprises").waiting?.error?.code === "G9603");
  });

  test.each([["notJson", "G9605"], ["otherShape", "G9605"], ["huge", "G9605"], ["refused", "G9608"]] as const)("%s: %s, not sent again by itself, and again when a person asks", async (fault, code) => {
    const file = await askOf(RECORDED[fault]);
    expect(source(file, "recherche-entreprises")).toMatchObject({ waiting: undefined, failed: { code }, answered: undefined });
    world.clock.now += 3_600_000;
    unwrap(world.lookups.ask(fileWith({ siren: RECORDED.active })), "another");
    await until("the other one", () => world.arrived().length === 2);
    unwrap(world.lookups.ask(file), "again");
    await until("it goes again", () => world.arrived().length === 3);
  });

  test("the network comes back with the centre: what met none goes at once, and what was told to wait still waits", async () => {
    server.setFault("cut");
    const file = await askOf(RECORDED.active);
    server.setFault(undefined);
    const status = { waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined };
    world.news.tell("sync.status", { ...status, kind: "offline" });
    expect(source(file, "recherche-entreprises").waiting?.nextTryAt).toBeGreaterThan(world.clock.now);
    world.news.tell("sync.status", { ...status, kind: "idle" });
    await answered(file);
  });

  test("a question outlives the program: the next one sends it", async () => {
    server.setFault("cut");
    const file = await askOf(RECORDED.active);
    await world.lookups.stop();
    server.setFault(undefined);
    world.clock.now += 60_000;
    const again = createLookups({ deps: { fetch: globalThis.fetch, version: "0", log: { info: () => undefined, warn: () => undefined, error: () => undefined }, lookupAddress: server.address, lookupPace: QUICK }, desk: world.desk, news: world.news });
    onTestFinished(() => again.stop());
    again.start();
    await answered(file);
  });

  test("switched off, its waiting questions are forgotten unsent; so is one that a person no longer waits for", async () => {
    const file = await askOf(RECORDED.limited);
    unwrap(world.lookups.forget(file), "forget");
    expect(source(file, "recherche-entreprises").waiting).toBeUndefined();
    world.clock.now += 5_000;
    const second = await askOf(RECORDED.limited);
    unwrap(world.lookups.switch("recherche-entreprises", false), "off");
    expect([countAsks(world.desk.db.read, "recherche-entreprises"), source(second, "recherche-entreprises").on]).toEqual([0, false]);
  });

  test("no more than so many wait", async () => {
    server.setFault("cut");
    unwrap(world.lookups.switch("recherche-entreprises", true), "switch");
    for (let n = 0; n < MOST_WAITING; n += 1) unwrap(world.lookups.ask(fileWith({ siren: fictionalSiren(100 + n) })), "ask");
    expect(world.lookups.ask(fileWith({ siren: fictionalSiren(500) }))).toMatchObject({ ok: false, error: { code: "G9607", params: { limit: MOST_WAITING } } });
  });
});

describe("what is taken over", () => {
  test("only empty fields, in one go, with source and day; undone, only where nobody typed since", async () => {
    both();
    const file = fileWith({ siren: RECORDED.active, city: "Rennes" });
    unwrap(world.lookups.ask(file), "ask");
    await answered(file);
    const at = world.clock.now;
    const taken = unwrap(world.lookups.take({ file, from: { kind: "found", siren: RECORDED.active }, fields: empty }), "take");
    expect(taken.fields.map(({ field }) => field)).toEqual(["legalName", "borrowerType", "legalForm", "naf", "createdOn", "address", "postalCode"]);
    expect(unwrap(viewFile(world.desk, file), "view").fields).toMatchObject({ city: "Rennes", legalName: "ATELIERS DU VIEUX MOLE", naf: "25.62B" });
    expect(unwrap(viewFile(world.desk, file), "view").fields).not.toHaveProperty("staffFrance");
    expect(view(file).marks.find(({ field }) => field === "naf")).toEqual({ field: "naf", value: "25.62B", source: "recherche-entreprises", at });
    unwrap(saveField(world.desk, file, "naf", "10.71C"), "typed since");
    expect(view(file).marks.map(({ field }) => field)).not.toContain("naf");
    const undone = unwrap(world.lookups.undo({ file, fields: asJson(taken.fields) }), "undo");
    expect(undone.fields).toEqual(["legalName", "borrowerType", "legalForm", "createdOn", "address", "postalCode"]);
    expect(unwrap(viewFile(world.desk, file), "view").fields).toEqual({ siren: RECORDED.active, city: "Rennes", naf: "10.71C" });
    expect(view(file).marks).toEqual([]);
  });

  test("a notice fills nothing, whatever it says", async () => {
    both();
    const file = fileWith({ siren: RECORDED.active });
    unwrap(world.lookups.ask(file), "ask");
    await answered(file, "bodacc");
    await answered(file);
    expect(source(file, "bodacc").answered?.answer).toMatchObject({ total: 3 });
    expect(unwrap(viewFile(world.desk, file), "view").fields).toEqual({ siren: RECORDED.active });
  });

  test("from a file of this workstation: who the company is, not what it asks for; marked with that file's day", () => {
    const known = fileWith({ siren: fictionalSiren(3), legalName: "Hôtel des Écluses", naf: "55.10Z", phone: "+33299123456", amount: 10_000_000, staffFrance: 12 });
    const file = fileWith({ legalName: "Hôt" });
    const fields = [...empty.filter(({ field }) => field !== "legalName"), { field: "legalName" as const, expected: "Hôt" }];
    const taken = unwrap(world.lookups.take({ file, from: { kind: "known", file: known }, fields }), "take");
    expect(taken.fields).toEqual([{ field: "siren", before: null, value: fictionalSiren(3) }, { field: "naf", before: null, value: "55.10Z" }, { field: "legalName", before: "Hôt", value: "Hôtel des Écluses" }]);
    expect(view(file).marks.map(({ source: from }) => from)).toEqual(["known", "known", "known"]);
    unwrap(world.lookups.undo({ file, fields: asJson(taken.fields) }), "undo");
    expect(unwrap(viewFile(world.desk, file), "view").fields).toEqual({ legalName: "Hôt" });
  });

  test("a file that is closed takes nothing; marks go with their file's line", () => {
    const known = fileWith({ siren: fictionalSiren(3), legalName: "Hôtel des Écluses" });
    const file = fileWith({ siren: fictionalSiren(3) });
    unwrap(world.lookups.take({ file, from: { kind: "known", file: known }, fields: empty }), "take");
    unwrap(withdrawFile(world.desk, file, ""), "withdraw");
    expect(world.lookups.take({ file, from: { kind: "known", file: known }, fields: empty })).toMatchObject({ ok: false, error: { code: "G2016" } });
    expect(world.desk.db.read.all(sql`SELECT field FROM field_mark`)).toHaveLength(1);
    world.desk.db.transaction((write) => void write.run(sql`DELETE FROM file_row`));
    expect(world.desk.db.read.all(sql`SELECT field FROM field_mark`)).toEqual([]);
  });
});

describe("companies known here", () => {
  test("by the beginnings of a name or of a SIREN, each once, the newest file first; never the open file, and nothing leaves", () => {
    const first = fileWith({ siren: fictionalSiren(3), legalName: "Hôtel des Écluses" });
    world.clock.now += 1_000;
    const second = fileWith({ siren: fictionalSiren(3), legalName: "Hôtel des Écluses SAS" });
    const other = fileWith({ siren: fictionalSiren(4), legalName: "Boulangerie des Écluses" });
    fileWith({ legalName: "Hôtel sans numéro" });
    const names = (text: string, except = other): readonly string[] => world.lookups.known({ text, except }).map(({ name }) => name);
    for (const text of ["hotel écl", "Hôtel des é", "HOTEL"]) expect([text, names(text)]).toEqual([text, ["Hôtel des Écluses SAS"]]);
    expect(names(fictionalSiren(3).slice(0, 8).replace(/(\d{3})(\d{3})/, "$1 $2 "))).toEqual(["Hôtel des Écluses SAS"]);
    expect(names("écluses", second)).toEqual(["Boulangerie des Écluses", "Hôtel des Écluses"]);
    expect(names("écluses", first)).toEqual(["Boulangerie des Écluses", "Hôtel des Écluses SAS"]);
    for (const text of ["", "h", "zzz", '"', "siren:", "* OR ", "{name} : x"]) expect([text, names(text)]).toEqual([text, []]);
    expect(world.arrived()).toEqual([]);
    expect(findAnswer(world.desk.db.read, "bodacc", "siren:")).toBeUndefined();
  });
});
