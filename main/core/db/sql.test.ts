import { expect, test } from "vitest";
import { sql } from "./sql.ts";

test("values are bound, never spliced", () => {
  const evil = "x'; DROP TABLE note; --";
  expect(sql`SELECT id FROM note WHERE text = ${evil} AND id > ${3}`).toEqual({ text: "SELECT id FROM note WHERE text = ? AND id > ?", values: [evil, 3] });
});

test("undefined is bound as NULL, and a fragment is nested with its own values in order", () => {
  const where = sql`a = ${1} AND b = ${undefined}`;
  expect(sql`SELECT id FROM t WHERE ${where} LIMIT ${5}`).toEqual({ text: "SELECT id FROM t WHERE a = ? AND b = ? LIMIT ?", values: [1, null, 5] });
});

test("fragments and lists are joined", () => {
  const query = sql`SELECT id FROM t WHERE ${sql.join([sql`a = ${1}`, sql`b = ${2}`], " AND ")} AND id IN (${sql.values([7, 8])}) ${sql.empty}`;
  expect(query).toEqual({ text: "SELECT id FROM t WHERE a = ? AND b = ? AND id IN (?, ?) ", values: [1, 2, 7, 8] });
});

test("a name goes in as it is, and only a name", () => {
  expect(sql`SELECT ${sql.identifier("siren")} FROM t`.text).toBe("SELECT siren FROM t");
  for (const bad of ["a b", "a;", 'a"', "", "1a", "é", "A"]) expect(() => sql.identifier(bad)).toThrow("not a name");
});
