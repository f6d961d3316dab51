import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTest } from "../walls/rooms.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const page = read("docs/security/logs.md");
const textOf = (pattern: string): string => globSync(pattern, { cwd: root }).filter((file) => !isTest(file.replaceAll("\\", "/"))).map((file) => read(file.replaceAll("\\", "/"))).join("\n");
const named = (names: Iterable<string>): readonly string[] => [...new Set(names)].filter((name) => !page.includes(`\`${name}\``)).toSorted();

test("every event that a server's log may hold is on the page of logs", () => {
  const events = [...textOf("sync-server/**/*.ts").matchAll(/\blog\.(?:info|warn|error)\((?:[^;\n]*, )?"([^"]+)"\)/g)].map(([, event = ""]) => event);
  expect(events.length).toBeGreaterThan(20);
  expect(named(events)).toEqual([]);
});

test("every kind that a table notes in the audit is on the page of logs", () => {
  const kinds = [...textOf("sync-server/store/migrations/*.ts").matchAll(/audit_row\('([a-z.-]+)'/g)].map(([, kind = ""]) => kind);
  expect(kinds.length).toBeGreaterThan(25);
  expect(named(kinds)).toEqual([]);
});

test("events of security that a workstation notes are named as its sources name them", () => {
  const source = textOf("main/**/*.ts");
  const told = [...page.matchAll(/workstation: ((?:`[a-z-]+`(?:, )?)+)/g)].flatMap(([, list = ""]) => [...list.matchAll(/`([a-z-]+)`/g)].map(([, event = ""]) => event));
  expect(told.length).toBeGreaterThan(6);
  expect(told.filter((event) => !source.includes(`"${event}"`))).toEqual([]);
});
