import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const spec = readFileSync(new URL("SPEC.md", import.meta.url), "utf8");
const lines = Array.from(spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm), ([, rule = ""]) => rule);
const files = globSync("{shared/release,main/core/update,main/hosts/electron,build/release,build/compile}/**/*.test.ts", { cwd: root });
const quoted = new Set(files.flatMap((file) => Array.from(readFileSync(new URL(file.replaceAll("\\", "/"), root), "utf8").matchAll(/\[((?:RL|UP|RE)\d+)\]/g), ([, rule = ""]) => rule)));

test("every rule of the page has a test that quotes it, and every rule quoted is on the page", () => {
  expect(lines.length).toBe(new Set(lines).size);
  expect(lines.filter((rule) => !quoted.has(rule))).toEqual([]);
  expect([...quoted].filter((rule) => !lines.includes(rule))).toEqual([]);
});
