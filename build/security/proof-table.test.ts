import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { electronRows } from "./electron-rows.ts";
import { inputRows } from "./input-rows.ts";
import { loopbackRows } from "./loopback-rows.ts";
import { filesNaming } from "./named-tests.ts";
import { proofTable, type ProofRow } from "./proof-table.ts";
import { supplyRows } from "./supply-rows.ts";

const tables: Readonly<Record<string, readonly ProofRow[]>> = { electron: electronRows, "hostile input": inputRows, loopback: loopbackRows, "supply chain": supplyRows };

describe.each(Object.entries(tables))("the table of %s", (_name, rows) => {
  test("names tests and files that exist", () => {
    expect(rows.flatMap(({ id, tests }) => tests.filter((title) => filesNaming(title).length === 0).map((title) => `${id}: ${title}`))).toEqual([]);
    expect(rows.flatMap(({ id, files }) => files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url))).map((file) => `${id}: ${file}`))).toEqual([]);
  });

  test("has each row once, and none without a test unless it says who can tell", () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.filter(({ tests, not }) => tests.length === 0 && not === undefined).map(({ id }) => id)).toEqual([]);
  });
});

test("Electron's list has twenty points, all answered", () => {
  expect(electronRows.map(({ id }) => Number(id))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

test("a row that names a test that is gone makes no page", () => {
  expect(() => proofTable([{ id: "1", asked: "a", met: "b", files: [], tests: ["a test that nobody wrote"] }])).toThrow("no test is called");
});
