import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isStamped } from "./install-stamp.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-install-"));
});
afterEach(() => rmSync(root, { recursive: true, maxRetries: 5 }));

const npm = (...args: readonly string[]) => spawnSync("npm", args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });

/** A project whose one dependency is an archive beside it: npm installs it without a network. */
function writeProject(): void {
  mkdirSync(join(root, "dep"));
  // Its script would leave a mark if it ever ran, and would need a compiler if it were a real one.
  writeFileSync(join(root, "dep/package.json"), JSON.stringify({ name: "dep", version: "1.0.0", scripts: { install: "exit 1" } }));
  npm("pack", "./dep", "--silent");
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "project", version: "1.0.0", devDependencies: { dep: "file:dep-1.0.0.tgz" } }));
  npm("install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund");
}

/** The installation as another process would do it, so that several can be started at once. */
async function ensureInstalled(env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly said: string }> {
  const module = new URL("./ensure-installed.mjs", import.meta.url).href;
  const code = `import { ensureInstalled } from ${JSON.stringify(module)}; await ensureInstalled(${JSON.stringify(root)}).catch((error) => { console.error(error.name, error.message); process.exit(1); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [exit] = await once(child, "close");
  return { code: Number(exit), said };
}

test("installs what the lock names, without running its scripts; the second time there is nothing to do", async () => {
  writeProject();
  const first = await ensureInstalled({ NODE_ENV: "production" });
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining("Outils installés / tools installed") });
  expect(existsSync(join(root, "node_modules/dep/package.json"))).toBe(true);
  expect(isStamped(root)).toBe(true);
  expect(await ensureInstalled()).toEqual({ code: 0, said: "" });
});

test("what npm installed by hand is kept as it is", async () => {
  writeProject();
  npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
  const mark = join(root, "node_modules/dep/mark");
  writeFileSync(mark, "still here");
  expect(await ensureInstalled()).toEqual({ code: 0, said: "" });
  expect(readFileSync(mark, "utf8")).toBe("still here");
});

test("of commands started at once, one installs and the others wait for it", async () => {
  writeProject();
  const all = await Promise.all([ensureInstalled(), ensureInstalled(), ensureInstalled()]);
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(all.filter(({ said }) => said.includes("tools installed"))).toHaveLength(1);
  expect(isStamped(root)).toBe(true);
});

test("a changed lock installs again; a lock that does not match is explained", async () => {
  writeProject();
  await ensureInstalled();
  const lock = join(root, "package-lock.json");
  writeFileSync(lock, `${readFileSync(lock, "utf8")}\n`);
  rmSync(join(root, "node_modules/dep"), { recursive: true });
  expect((await ensureInstalled()).said).toContain("tools installed");
  writeFileSync(join(root, "dep/package.json"), JSON.stringify({ name: "dep", version: "2.0.0" }));
  npm("pack", "./dep", "--silent");
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "project", version: "1.0.0", devDependencies: { dep: "file:dep-2.0.0.tgz" } }));
  writeFileSync(lock, `${readFileSync(lock, "utf8")}\n`);
  rmSync(join(root, "node_modules"), { recursive: true });
  const { code, said } = await ensureInstalled();
  expect(code).toBe(1);
  expect(said).toMatch(/ToldError[\s\S]*package-lock\.json ne correspond pas/);
  expect(isStamped(root)).toBe(false);
});

test("a registry that cannot be reached is told as the network, within seconds, and nothing claims to be installed", async () => {
  writeProject();
  const lock = join(root, "package-lock.json");
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "project", version: "1.0.0", devDependencies: { "never-fetched": "1.0.0" } }));
  writeFileSync(lock, JSON.stringify({ name: "project", version: "1.0.0", lockfileVersion: 3, packages: { "": { name: "project", version: "1.0.0", devDependencies: { "never-fetched": "1.0.0" } }, "node_modules/never-fetched": { version: "1.0.0", integrity: "sha512-AAAA", dev: true } } }));
  // Port 9 of this machine: nobody listens there, so that the refusal is immediate.
  const { code, said } = await ensureInstalled({ npm_config_registry: "http://127.0.0.1:9/", npm_config_cache: join(root, "cache") });
  expect(code).toBe(1);
  expect(said).toMatch(/réseau[\s\S]*check the network/);
  expect(isStamped(root)).toBe(false);
});

test("npm that ends well on a full disk, its files cut short, is not believed now nor later", async () => {
  writeProject();
  const liar = join(root, "npm-cli.js");
  const script = `const fs = require("fs"); fs.mkdirSync("node_modules/dep", { recursive: true }); fs.writeFileSync("node_modules/dep/package.json", "{}"); const { packages } = JSON.parse(fs.readFileSync("package-lock.json")); delete packages[""]; fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages })); console.error("npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write");`;
  writeFileSync(liar, script);
  const env = { npm_execpath: liar, npm_node_execpath: process.execPath };
  const first = await ensureInstalled(env);
  expect(first).toMatchObject({ code: 1, said: expect.stringMatching(/disque est plein[\s\S]*disk is full/) });
  expect(isStamped(root)).toBe(false);
  expect(await ensureInstalled(env)).toMatchObject({ code: 1 });
});

test("a folder that cannot be written is told, not thrown", async () => {
  writeProject();
  writeFileSync(join(root, "build"), "a file where the lock's folder should be");
  const { code, said } = await ensureInstalled();
  expect(code).toBe(1);
  expect(said).toMatch(/^ToldError Installation interrompue/);
});
