import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const core = fileURLToPath(new URL("../core/", import.meta.url));
const run = promisify(execFile);

/** Makes every import of Electron, and of what only a host may know, fail as if it were not installed. */
const withoutElectron = `
import { registerHooks } from "node:module";
registerHooks({ resolve: (specifier, context, next) => {
  if (/^electron($|\\/)/.test(specifier)) throw new Error("electron is not installed");
  const found = next(specifier, context);
  if (/\\/(main\\/hosts|renderer|sync-server)\\//.test(found.url)) throw new Error("the core may not load " + found.url);
  return found;
} });`;

test("[HO1] the core opens, answers and closes where Electron is not installed, and loads no host", async () => {
  const root = mkdtempSync(join(tmpdir(), "guichet-core-"));
  writeFileSync(join(root, "hooks.mjs"), withoutElectron);
  writeFileSync(join(root, "open.mjs"), `
    const { createCore } = await import(${JSON.stringify(pathToFileURL(join(core, "core.ts")).href)});
    const log = { info() {}, warn() {}, error() {} };
    const core = await createCore({ version: "1", host: "test", dataDir: ${JSON.stringify(root)}, serverUrl: "http://127.0.0.1:9", keyVault: { kind: "none" }, fetch: async () => { throw new TypeError("no network"); },
      now: Date.now, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)), log, openBrowser: async () => {}, redirectUri: async () => "http://127.0.0.1/auth/callback" });
    console.log(JSON.stringify(await core.handlers["session.state"](undefined)));
    await core.close();
    await import(${JSON.stringify("electron")}).then(() => console.log("loaded"), (error) => console.log(error.message));`);
  const { stdout } = await run(process.execPath, ["--import", join(root, "hooks.mjs"), join(root, "open.mjs")], { timeout: 60_000 });
  rmSync(root, { recursive: true, force: true });
  expect(stdout.trim().split("\n")).toEqual(['{"kind":"closed","profiles":[]}', "electron is not installed"]);
});

test("[HO1] no file of the core names Electron in an import", () => {
  const files = readdirSync(core, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(50);
  for (const { parentPath, name } of files) expect([name, /from "electron|import\("electron|require\("electron/.test(readFileSync(join(parentPath, name), "utf8"))]).toEqual([name, false]);
});
