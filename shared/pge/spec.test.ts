import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const shared = new URL("../", import.meta.url);
const spec = readFileSync(new URL("SPEC.md", import.meta.url), "utf8");
const rules = new Set(Array.from(spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm), ([, rule = ""]) => rule));

const rooms = ["pge", "calendar", "entry", "kernel", "testing"];
const testFiles = rooms.flatMap((room) =>
  readdirSync(new URL(`${room}/`, shared), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => new URL(`${room}/${name}`, shared)),
);
const families = new Set(Array.from(rules, (rule) => rule.slice(0, 2)));
/** Numbers in the titles of tests; those of another SPEC's families are not ours to judge. */
const quoted = new Set(
  testFiles
    .flatMap((file) => Array.from(readFileSync(file, "utf8").matchAll(/\[([A-Z]{2}\d+)\]/g), ([, rule = ""]) => rule))
    .filter((rule) => families.has(rule.slice(0, 2))),
);

test("every rule of the page has a test that quotes it", () => {
  expect([...rules].filter((rule) => !quoted.has(rule))).toEqual([]);
});

test("every rule quoted by a test is on the page", () => {
  expect([...quoted].filter((rule) => !rules.has(rule))).toEqual([]);
});

test("a number is used once, and the rule ids in the code are on the page", () => {
  const lines = Array.from(spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm), ([, rule = ""]) => rule);
  expect(lines.length).toBe(rules.size);
  const code = ["pge/rules", "pge"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, shared)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => readFileSync(new URL(`${folder}/${name}`, shared), "utf8")),
  );
  const used = new Set(code.flatMap((text) => Array.from(text.matchAll(/"((?:WI|EL|PR|CE|US|QU|PM|SC|DE)\d+)"/g), ([, rule = ""]) => rule)));
  expect(used.size).toBeGreaterThan(30);
  expect([...used].filter((rule) => !rules.has(rule))).toEqual([]);
});
