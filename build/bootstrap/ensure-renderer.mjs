import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { withLock } from "./folder-lock.mjs";
import { childEnv } from "./hand-over.mjs";
import { hashInputs } from "./hash-inputs.mjs";
import { createProgressLine } from "./progress-line.mjs";
import { ToldError } from "./told-error.mjs";

const inputs = ["renderer", "shared", "package-lock.json"];
const output = "build/out/renderer";
const stampFile = "build/out/renderer.inputs";

/**
 * Leaves the compiled screens in build/out/renderer, made from the sources as they are now.
 * Compiles beside and swaps, so that a Guichet already open never meets half a folder.
 * @param {string} root
 * @param {string} node
 */
export async function ensureRenderer(root, node) {
  const key = hashInputs(root, inputs, (path) => !/\.test\.tsx?$/.test(path));
  if (isBuilt(root, key)) return;
  await withLock(join(root, "build/out/renderer.lock"), async () => {
    if (isBuilt(root, key)) return;
    const line = createProgressLine();
    line.show("Compilation des écrans / compiling the screens…");
    const fresh = `${output}.${process.pid}`;
    const { code, said } = await vite(root, node, join(root, fresh));
    if (code !== 0 || !existsSync(join(root, fresh, "index.html"))) {
      rmSync(join(root, fresh), { recursive: true, force: true });
      line.clear();
      throw new ToldError("Les écrans ne se compilent pas ; voici ce qu'en dit vite.", "The screens do not compile; this is what vite says.", withoutStack(said));
    }
    rmSync(join(root, stampFile), { force: true });
    const old = `${fresh}.old`;
    if (existsSync(join(root, output))) renameSync(join(root, output), join(root, old));
    renameSync(join(root, fresh), join(root, output));
    rmSync(join(root, old), { recursive: true, force: true });
    writeFileSync(join(root, stampFile), key);
    line.end("Écrans compilés / screens compiled.");
  });
}

/** @param {string} root @param {string} key */
function isBuilt(root, key) {
  try {
    return existsSync(join(root, output, "index.html")) && readFileSync(join(root, stampFile), "utf8") === key;
  } catch {
    return false;
  }
}

/** @param {string} root @param {string} node @param {string} outDir @returns {Promise<{ code: number | null, said: string }>} */
function vite(root, node, outDir) {
  const args = [join(root, "node_modules/vite/bin/vite.js"), "build", "--config", "renderer/vite.config.ts", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, env: { ...childEnv(root), NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const collect = (/** @type {Buffer} */ chunk) => (said = (said + chunk).slice(-8 * 1024));
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

/** @param {string} said */
function withoutStack(said) {
  return stripVTControlCharacters(said)
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s+at /.test(line))
    .map((line) => `  ${line}`)
    .join("\n");
}
