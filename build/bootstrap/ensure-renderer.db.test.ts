import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureRenderer } from "./ensure-renderer.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-renderer-"));
  symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"), "junction");
  mkdirSync(join(root, "renderer"));
  mkdirSync(join(root, "shared"));
  writeFileSync(join(root, "package-lock.json"), "{}");
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "renderer/vite.config.ts"), `export default { root: import.meta.dirname };`);
  writeFileSync(join(root, "renderer/index.html"), `<script type="module" src="./main.ts"></script>`);
  write("one");
});
afterEach(() => rmSync(root, { recursive: true, maxRetries: 5 }));

function write(word: string): void {
  writeFileSync(join(root, "shared/word.ts"), `export const word: string = "${word}";`);
  writeFileSync(join(root, "renderer/main.ts"), `import { word } from "../shared/word.ts"; document.title = word;`);
}

const out = () => join(root, "build/out/renderer");
const compiled = () => readdirSync(join(out(), "assets")).map((name) => readFileSync(join(out(), "assets", name), "utf8")).join("");
const ensure = () => ensureRenderer(root, process.execPath);

test("compiles once, and again only when a source that counts has changed", async () => {
  await ensure();
  expect(compiled()).toContain("one");
  writeFileSync(join(out(), "mark"), "");
  writeFileSync(join(root, "shared/word.test.ts"), "a test does not count");
  await ensure();
  expect(existsSync(join(out(), "mark"))).toBe(true);
  write("two");
  await ensure();
  expect(compiled()).toContain("two");
  expect(existsSync(join(out(), "mark"))).toBe(false);
  expect(readdirSync(join(root, "build/out")).filter((name) => /^renderer\.\d/.test(name))).toEqual([]);
});

test("sources that do not compile are told with vite's words, and the last good screens stay", async () => {
  await ensure();
  writeFileSync(join(root, "renderer/main.ts"), `import "./nowhere.ts";`);
  await expect(ensure()).rejects.toThrow(/ne se compilent pas[\s\S]*do not compile[\s\S]*nowhere/);
  expect(compiled()).toContain("one");
  write("one");
  await ensure();
  expect(compiled()).toContain("one");
});
