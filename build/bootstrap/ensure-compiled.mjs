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

/**
 * Something that vite makes of our sources: a folder of static files with an index.html.
 * @typedef {object} Compiled
 * @property {readonly string[]} inputs files and folders that it is made from, relative to the root
 * @property {string} output folder, relative to the root; its stamp and its lock lie beside it
 * @property {(root: string, outDir: string) => readonly string[]} args of Node, to write it into `outDir`
 * @property {string} begins what is said while it is made
 * @property {string} ends what is said once it is
 * @property {readonly [fr: string, en: string]} fails the sentence before vite's own words
 */

/**
 * Leaves the folder made from the sources as they are now.
 * Compiles beside and swaps, so that a Guichet already open never meets half a folder.
 * @param {string} root
 * @param {string} node
 * @param {Compiled} compiled
 */
export async function ensureCompiled(root, node, { inputs, output, args, begins, ends, fails }) {
  const stamp = join(root, `${output}.inputs`);
  const key = hashInputs(root, inputs, (path) => !/\.test\.tsx?$/.test(path));
  const isBuilt = () => isMadeFrom(join(root, output), stamp, key);
  if (isBuilt()) return;
  await withLock(join(root, `${output}.lock`), async () => {
    if (isBuilt()) return;
    const line = createProgressLine();
    line.show(begins);
    const fresh = `${output}.${process.pid}`;
    const { code, said } = await run(root, node, args(root, join(root, fresh)));
    if (code !== 0 || !existsSync(join(root, fresh, "index.html"))) {
      rmSync(join(root, fresh), { recursive: true, force: true });
      line.clear();
      throw new ToldError(...fails, withoutStack(said));
    }
    rmSync(stamp, { force: true });
    const old = `${fresh}.old`;
    if (existsSync(join(root, output))) renameSync(join(root, output), join(root, old));
    renameSync(join(root, fresh), join(root, output));
    rmSync(join(root, old), { recursive: true, force: true });
    writeFileSync(stamp, key);
    line.end(ends);
  });
}

/** @param {string} folder @param {string} stamp @param {string} key */
function isMadeFrom(folder, stamp, key) {
  try {
    return existsSync(join(folder, "index.html")) && readFileSync(stamp, "utf8") === key;
  } catch {
    return false;
  }
}

/** @param {string} root @param {string} node @param {readonly string[]} args @returns {Promise<{ code: number | null, said: string }>} */
function run(root, node, args) {
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
