import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { computePremiums } from "../domain/reporting/compute-premiums.ts";
import { describeChecks } from "../reporting/checks-table.ts";
import { describeViews } from "../reporting/describe-views.ts";
import { readQuestions } from "../reporting/read-metabase.ts";
import { openStore } from "../store/open-store.ts";
import { openingOf } from "../store/scope.ts";
import { sqlState, type SqlDriver } from "../store/sql.ts";
import type { ReportingCell, Store } from "../store/store.ts";
import { PLANTED, reportingStory, type ReportingStory } from "../testing/reporting-story.ts";

export type OpenReporting = () => Promise<{ readonly driver: SqlDriver; readonly close: () => Promise<void> }>;
export type Reported = { readonly driver: SqlDriver; readonly store: Store; readonly it: ReportingStory };

/** A store of its own with a whole story in it: what the tests of a file look at. */
export function reportingWorld(open: OpenReporting): () => Reported {
  let world: Reported | undefined;
  let end = async (): Promise<void> => undefined;
  beforeAll(async () => {
    const { driver, close } = await open();
    const store = await openStore(driver);
    const it = await reportingStory(store);
    end = async () => {
      await it.services.close();
      await close();
    };
    for (const bank of await store.listBanks()) await computePremiums(store, bank, 1);
    world = { driver, store, it };
  });
  afterAll(async () => await end());
  return () => {
    if (world === undefined) throw new Error("not open");
    return world;
  };
}

export async function readRows(store: Store, name: string, bank: string | undefined): Promise<readonly Readonly<Record<string, ReportingCell>>[]> {
  const view = (await store.reportingViews()).find((one) => one.name === name);
  if (view === undefined) throw new Error(`no view ${name}`);
  const rows: Readonly<Record<string, ReportingCell>>[] = [];
  await store.readReport(view, bank, async (page) => void rows.push(...page.map((cells) => Object.fromEntries(view.columns.map((column, i) => [column.name, cells[i] ?? null])))));
  return rows;
}

/** What every store's reporting schema must do. */
export function reportingContract(open: OpenReporting): void {
  const world = reportingWorld(open);

  test("[RP1] every view and every column says what it is", async () => {
    const views = await world().store.reportingViews();
    expect(views.map(({ name }) => name)).toEqual(["banks", "branches", "disbursements", "documents", "files", "ledger", "premiums", "refusals", "refused_changes", "registrations", "unsent", "workstations"]);
    for (const { name, row, columns } of views) for (const what of [row, ...columns.map((column) => column.what)]) expect(what, name).toMatch(/^\S.*\.$/s);
  });

  test("[RP2] the views tell the story: registered, disbursed, declared, premium, refused, and how many of each", async () => {
    const { store, it } = world();
    const of = (name: string) => readRows(store, name, it.bankA);
    const registrations = await of("registrations");
    expect(Object.fromEntries(registrations.map(({ number, state, amount_cents: amount }) => [number, [state, amount]]))).toEqual({
      [it.loan.number]: ["granted", 9_000_000], [it.declined.number]: ["released", 10_000_000], [it.cancelled.number]: ["released", 10_000_000], [it.again.number]: ["reserved", 10_000_000] });
    expect(await of("disbursements")).toEqual([expect.objectContaining({ number: it.loan.number, file_id: it.loan.file, amount_cents: 9_000_000, disbursed_on: "2020-06-15", declared_on: "2020-06-15", batch: "D-1", answer: "ACCEPTEE", answered_on: "2020-06-15" })]);
    expect(await of("refusals")).toEqual([expect.objectContaining({ file_id: it.declined.file, kind: "REFUS", reason: "AUTRE", refused_on: "2020-06-15", mediation: null, status: "declined" })]);
    expect(await of("refused_changes")).toEqual([expect.objectContaining({ kind: "submitted", changes: 1, code: expect.stringMatching(/^G\d{4}$/) })]);
    expect(await of("documents")).toEqual([expect.objectContaining({ file_id: it.again.file, documents: 1, complete: 1 })]);
    expect((await of("premiums")).map(({ year, paid_cents: paid, is_owed: owed }) => [year, paid, owed])).toEqual([[1, 20_250, false], [2, null, true], [3, null, true], [4, null, true], [5, null, true]]);
    expect((await of("premiums"))[1]).toMatchObject({ due_on: "2021-06-15", expected_cents: expect.any(Number), is_unknown: false });
    const files = await of("files");
    expect(files.find(({ file_id: file }) => file === it.loan.file)).toMatchObject({ status: "registered", number: it.loan.number, last_step: "premium-paid", last_step_on: "2020-06-15", amount_cents: 10_000_000, scheme: "CLASSIQUE" });
    expect(files.find(({ file_id: file }) => file === it.draft)).toMatchObject({ status: "draft", number: null, last_step: null });
    expect((await of("ledger")).filter(({ file_id: file }) => file === it.loan.file).map(({ step, state }) => [step, state])).toEqual([[1, "reserved"], [2, "granted"]]);
    expect(Object.fromEntries((await of("branches")).map(({ branch_name: name, files: many, drafts }) => [name, [many, drafts]]))).toEqual({ A1: [8, 4], A2: [0, 0] });
    expect(await of("workstations")).toHaveLength(3);
    expect(await of("banks")).toEqual([{ bank_id: it.bankA, bank_name: "Bank A" }]);
  });

  test("[RP3] nothing of a client is in any view, and a company's number only for its own bank", async () => {
    const { store, it } = world();
    for (const { name, columns } of await store.reportingViews()) {
      for (const bank of [it.bankA, undefined]) {
        const rows = await readRows(store, name, bank);
        expect(rows.length, name).toBeGreaterThan(0);
        const text = JSON.stringify(rows);
        for (const planted of PLANTED) expect(text, name).not.toContain(planted);
        if (bank !== undefined && columns.some((column) => column.name === "siren")) expect(rows.every(({ siren }) => typeof siren === "string"), name).toBe(true);
        if (bank === undefined) expect(rows.every(({ siren }) => siren === undefined || siren === null), name).toBe(true);
      }
    }
    expect((await readRows(store, "registrations", it.bankA)).map(({ siren }) => siren)).toContain(it.loan.siren);
  });

  test("[RP4] a bank's report holds no row of another bank", async () => {
    const { store, it } = world();
    for (const { name } of await store.reportingViews()) {
      const [own, all] = [await readRows(store, name, it.bankA), await readRows(store, name, undefined)];
      expect(own.every(({ bank_id: bank }) => bank === it.bankA), name).toBe(true);
      if (["files", "registrations", "ledger", "banks", "branches", "workstations"].includes(name)) expect(all.some(({ bank_id: bank }) => bank === it.bankB), name).toBe(true);
    }
  });

  test("[RP5] who reads the views reads no table, and writes nothing", async () => {
    const { driver } = world();
    for (const statement of ["SELECT 1 FROM guichet.file", "SELECT state FROM guichet.file", "SELECT 1 FROM guichet.ledger_movement", "SELECT 1 FROM guichet.change", "SELECT 1 FROM guichet.person", "INSERT INTO guichet.premium_year DEFAULT VALUES", "DELETE FROM guichet.premium_year", "UPDATE guichet_reporting.banks SET bank_name = 'x'", "CREATE TABLE guichet_reporting.mine (n integer)"]) {
      expect(await driver.transaction(openingOf({ role: "bi", bank: undefined }), (sql) => sql.query(statement)).then(() => "no failure", sqlState), statement).toBe("42501");
    }
    for (const statement of ["SELECT body FROM guichet.change", "SELECT name FROM guichet.person", "SELECT private_d FROM guichet.centre_key", "SELECT push FROM guichet.quarantined", "UPDATE guichet.file SET status = 'draft'", "DELETE FROM guichet.ledger_movement"]) {
      expect(await driver.transaction(openingOf({ role: "reporting", bank: undefined }), (sql) => sql.query(statement)).then(() => "no failure", sqlState), statement).toBe("42501");
    }
  });

  test("[RP10] every question of the Metabase definitions runs, and those about the story answer", async () => {
    const { driver } = world();
    const silent: string[] = [];
    for (const [name, { dataset_query: asked }] of readQuestions()) {
      const rows = await driver.transaction(openingOf({ role: "bi", bank: undefined }), (sql) => sql.query(asked.native.query));
      if (rows.length === 0) silent.push(name);
    }
    // Every loan of the story was declared, and no workstation was heard of so long ago.
    expect(silent).toEqual(["to-declare", "workstations-silent"]);
  });

  test("[RP1] docs/reporting.md describes them as the database does, and names every check", async () => {
    const page = readFileSync(new URL("../../docs/reporting.md", import.meta.url), "utf8");
    expect(page).toContain(describeViews(await world().store.reportingViews()));
    expect(page).toContain(describeChecks());
  });
}
