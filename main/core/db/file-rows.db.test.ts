import { expect, test } from "vitest";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import type { LocalDb, Query, ReadableDb } from "./connection.ts";
import { countToSettle, dropRow, listBySiren, listRows, MOST_MATCHES, putRow, type StoredRow } from "./file-rows.ts";
import { countWords } from "./file-search.ts";
import { migrations } from "./migrations/all.ts";
import { mustOpen, newProfile } from "./testing-profile.ts";

const fileAt = (n: number): FileId => id<FileId>(`01800000-0000-7000-8000-${String(n).padStart(12, "0")}`);
const aRow = (n: number, over: Partial<StoredRow> = {}): StoredRow => ({
  file: fileAt(n), siren: String(100_000_000 + n * 13), name: `Société ${n}`, number: undefined, amount: n * 1_000_00, scheme: "CLASSIQUE", status: "incomplete", next: "complete",
  advisor: n % 2 === 0 ? "anne" : "bruno", createdAt: 1_000 + n, updatedAt: 1_000_000 + ((n * 7) % 100), hereSince: undefined, hereChanges: 0, heardSince: undefined, stageSince: undefined, acted: undefined, reservedAt: undefined, ...over,
});
const asked = (over: Partial<CallInput<"files.list">> = {}): CallInput<"files.list"> => ({ search: "", filter: "all", sort: "recent", offset: 0, limit: 100, ...over });
async function filled(rows: readonly StoredRow[]): Promise<LocalDb> {
  const db = await mustOpen(newProfile(), migrations);
  db.transaction((write) => rows.forEach((row) => putRow(write, row)));
  return db;
}
const found = (db: LocalDb, over: Partial<CallInput<"files.list">>): readonly string[] => listRows(db.read, asked(over), "anne").rows.map((row) => row.name);

test("a row is kept whole, and written again in its place", async () => {
  const db = await filled([aRow(1)]);
  const mended = aRow(1, { name: "Autre nom", number: "1-AAAA-BBBB-C", amount: undefined, hereSince: 5, hereChanges: 2 });
  db.transaction((write) => putRow(write, mended));
  expect(listRows(db.read, asked(), "anne")).toEqual({ rows: [mended], total: 1 });
  expect(found(db, { search: "société" })).toEqual([]);
  expect(found(db, { search: "autre" })).toEqual(["Autre nom"]);
  db.transaction((write) => dropRow(write, mended.file));
  expect(listRows(db.read, asked(), "anne")).toEqual({ rows: [], total: 0 });
  expect(countWords(db.read)).toBe(0);
  expect(db.transaction((write) => [putRow(write, mended), putRow(write, mended)])).toEqual([true, false]);
});

test("a file is found by SIREN, name, number and amount, as people type them", async () => {
  const db = await filled([
    aRow(1, { name: "Boulangerie des Écluses", siren: "732829320", amount: 1_250_000_50, number: "1-7K2P-Q4ZD-T" }),
    aRow(2, { name: "Garage de l’Étang", siren: "552100554", amount: 40_000_00 }),
  ]);
  for (const search of ["732829320", "732 829 320", "732 8", "boulang", "ecluses", "ÉCLU boul", "1 250 000,50 €", "1250000", "1-7k2p-q4zd-t", "7K2P", "boulangerie 732"]) {
    expect(found(db, { search }), search).toEqual(["Boulangerie des Écluses"]);
  }
  for (const search of ["étang", "l'etang", "40 000", "552.100.554"]) expect(found(db, { search }), search).toEqual(["Garage de l’Étang"]);
  for (const search of ["zzz", "boulangerie garage", "99"]) expect(found(db, { search }), search).toEqual([]);
  for (const search of ["", "  ", "b", "\"", "*", "€", "-"]) expect(found(db, { search }).length, search).toBe(2);
  for (const search of ["\"boul\"", "NEAR(boul", "boul OR x:y", "siren:732829320", "boul*"]) expect(() => found(db, { search }), search).not.toThrow();
});

test("each order is the one it says, whatever the filter keeps", async () => {
  const names = ["Étude", "abri", "Zinc", "école", "Bois"];
  const db = await filled(names.map((name, n) => aRow(n + 1, { name, amount: [5, 1, 4, 2, 3][n], updatedAt: [3, 1, 5, 2, 4][n] ?? 0, status: n < 3 ? "registered" : "refused" })));
  expect(found(db, { sort: "name" })).toEqual(["abri", "Bois", "école", "Étude", "Zinc"]);
  expect(found(db, { sort: "amount" })).toEqual(["Étude", "Zinc", "Bois", "école", "abri"]);
  expect(found(db, { sort: "recent" })).toEqual(["Zinc", "Bois", "Étude", "école", "abri"]);
  expect(found(db, { sort: "age" })).toEqual(names);
  expect(found(db, { sort: "name", filter: "registered" })).toEqual(["abri", "Étude", "Zinc"]);
  expect(found(db, { sort: "age", filter: "to-settle" })).toEqual(["école", "Bois"]);
  expect(found(db, { sort: "name", filter: "mine" })).toEqual(["abri", "école"]);
  expect(found(db, { sort: "name", offset: 2, limit: 2 })).toEqual(["école", "Étude"]);
});

test("the number to settle is that of the list, whoever typed the files, and never scans the table", async () => {
  const statuses = ["to-settle", "refused", "refused", "ready", "waiting", "registered"] as const;
  const db = await filled(statuses.map((status, n) => aRow(n + 1, { status })));
  expect(countToSettle(db.read)).toBe(3);
  expect(listRows(db.read, asked({ filter: "to-settle" }), "somebody else").total).toBe(3);
  expect(plansOf(db, countToSettle)[0]).toContain("file_row_by_status");
});

test("a search that matches very many is counted and sorted among the newest", async () => {
  const db = await filled(Array.from({ length: MOST_MATCHES + 500 }, (_, n) => aRow(n + 1, { name: `Transports ${n + 1}` })));
  const { rows, total } = listRows(db.read, asked({ search: "transports", sort: "name", limit: 500 }), "anne");
  expect(total).toBe(MOST_MATCHES);
  expect(rows.length).toBe(500);
});

test("files of the same company are told, live ones only", async () => {
  const db = await filled([aRow(1, { siren: "1" }), aRow(2, { siren: "1" }), aRow(3, { siren: "1", status: "withdrawn" }), aRow(4, { siren: "" }), aRow(5, { siren: "" })]);
  expect(listBySiren(db.read, "1", fileAt(1)).map((row) => row.file)).toEqual([fileAt(2)]);
  expect(listBySiren(db.read, "", fileAt(4))).toEqual([]);
});

/** What SQLite would do for each query of `work`. */
function plansOf(db: LocalDb, work: (read: ReadableDb) => unknown): readonly string[] {
  const plans: string[] = [];
  const note = (query: Query): void => {
    const steps = db.read.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query.text}`, values: query.values });
    plans.push(steps.map((step) => step.detail).join(" | "));
  };
  work({
    all: (query) => {
      note(query);
      return db.read.all(query);
    },
    get: (query) => {
      note(query);
      return db.read.get(query);
    },
  });
  return plans;
}

test("lists walk an index in its order, small filters are gathered by theirs, searches never scan the table", async () => {
  const db = await filled(Array.from({ length: 2_600 }, (_, n) => aRow(n + 1, { status: n < 2_500 ? "registered" : "withdrawn" })));
  const page = (over: Partial<CallInput<"files.list">>): string => plansOf(db, (read) => listRows(read, asked(over), "anne")).at(-1) ?? "";
  const orders = { recent: "file_row_recent", name: "file_row_by_name", amount: "file_row_by_amount", age: "file_row_by_file" } as const;
  for (const [sort, index] of Object.entries(orders)) {
    for (const filter of ["all", "registered"] as const) {
      const plan = page({ sort: sort as keyof typeof orders, filter });
      expect(plan).toContain(`USING INDEX ${index}`);
      expect(plan).not.toContain("TEMP B-TREE");
    }
  }
  expect(page({ filter: "withdrawn" })).toContain("file_row_by_status");
  expect(page({ filter: "waiting" })).toContain("file_row_here");
  expect(page({ filter: "mine", sort: "name" })).toContain("file_row_by_advisor");
  for (const filter of ["all", "registered", "mine"] as const) {
    for (const plan of plansOf(db, (read) => listRows(read, asked({ search: "soci", filter }), "anne"))) {
      expect(plan).toContain("VIRTUAL TABLE INDEX");
      expect(plan).not.toMatch(/SCAN file_row(?!\S)/);
    }
  }
  expect(plansOf(db, (read) => listBySiren(read, "1", fileAt(1)))[0]).toContain("file_row_by_siren");
});
