import { describe, expect, test } from "vitest";
import { filesNaming } from "./named-tests.ts";
import { tamperTables } from "./tamper-rows.ts";

describe.each(tamperTables.map((table) => [table.what, table] as const))("tampering with: %s", (_what, { rows, unnoticed }) => {
  test("each way names tests that exist, and what is not noticed says why", () => {
    expect([...rows, ...unnoticed].flatMap(({ tests }) => tests).filter((title) => filesNaming(title).length === 0)).toEqual([]);
    expect(rows.filter(({ tests }) => tests.length === 0).map(({ how }) => how)).toEqual([]);
    expect(unnoticed.length).toBeGreaterThan(0);
  });

  test("no way is told twice", () => {
    const ways = [...rows, ...unnoticed].map(({ how }) => how);
    expect(new Set(ways).size).toBe(ways.length);
  });
});
