import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { join, sep } from "node:path";
import process from "node:process";
import { explainInstall } from "./explain-install.mjs";
import { findNpm } from "./find-npm.mjs";
import { withLock } from "./folder-lock.mjs";
import { hydratePostgres } from "./hydrate-postgres.mjs";
import { holdsTheLock, installKey, isStamped, stamp } from "./install-stamp.mjs";
import { createProgressLine } from "./progress-line.mjs";
import { ToldError } from "./told-error.mjs";

const stopSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Leaves node_modules holding exactly what package-lock.json names, or throws a ToldError saying why it cannot.
 * Install scripts never run (older npm would want a compiler); the one step that is needed is done here.
 * @param {string} root
 */
export async function ensureInstalled(root) {
  if (isStamped(root)) return;
  const line = createProgressLine();
  const onWait = () => line.end("Une autre commande installe déjà les outils ; attente. / Another command is already installing the tools; waiting.");
  await explained(withLock(join(root, "build/out/install.lock"), () => installOnce(root, line), { onWait }));
}

/** @param {string} root @param {ReturnType<typeof createProgressLine>} line */
async function installOnce(root, line) {
  // Asked again inside the lock: another bootstrap may have done it while this one waited.
  const key = installKey(root);
  if (isStamped(root, key)) return;
  if (!holdsTheLock(root)) await npmCi(root, line);
  hydratePostgres(root);
  stamp(root, key);
}

/** A disk or a folder that refuses speaks by a code, whether npm or this process meets it first. @param {Promise<void>} work */
async function explained(work) {
  try {
    await work;
  } catch (error) {
    throw error instanceof Error && !(error instanceof ToldError) && "code" in error ? explainInstall(error.message) : error;
  }
}

/** @param {string} root @param {ReturnType<typeof createProgressLine>} line */
async function npmCi(root, line) {
  const startedAt = Date.now();
  const show = () => line.show(`Installation des outils / installing the tools (npm ci)… ${seconds(startedAt)} s, ${countPackages(root)} paquets`);
  moveRunningNodeAside(root);
  show();
  const ticking = setInterval(show, 1_000);
  const { code, output } = await runNpm(root, [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--no-progress",
    "--engine-strict=false",
    "--loglevel=warn",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=4000",
  ]).finally(() => clearInterval(ticking));
  // On a full disk npm leaves files cut short, says so in a warning, and ends with 0.
  if (code !== 0 || output.includes("TAR_ENTRY_ERROR")) {
    rmSync(join(root, "node_modules", ".package-lock.json"), { force: true });
    line.clear();
    throw explainInstall(output);
  }
  line.end(`Outils installés / tools installed: ${countPackages(root)} paquets, ${seconds(startedAt)} s.`);
}

/** @param {string} root @param {readonly string[]} args @returns {Promise<{ code: number | null, output: string }>} */
function runNpm(root, args) {
  const npm = findNpm();
  return new Promise((resolve) => {
    const child = spawn(npm.command, [...npm.args, ...args], { cwd: root, shell: npm.shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-64 * 1024));
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    // Asked to stop, this process goes only after npm: the lock must not be free while npm still moves folders.
    // npm would first undo what it did, for half a minute; what it leaves is replaced by the next installation anyway.
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.once("close", () => process.exit(128 + constants.signals[signal]));
      child.kill(signal);
      setTimeout(() => child.kill("SIGKILL"), 2_000);
    };
    stopSignals.forEach((signal) => process.once(signal, stop));
    const done = (/** @type {number | null} */ code) => {
      stopSignals.forEach((signal) => process.removeListener(signal, stop));
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += `\n${error.message}`;
      done(1);
    });
    child.once("close", done);
  });
}

/**
 * Windows does not delete a running program, and `npm run` may well be running this on the Node inside node_modules;
 * but it lets it be renamed.
 * @param {string} root
 */
function moveRunningNodeAside(root) {
  const inside = process.execPath.startsWith(join(root, "node_modules") + sep);
  if (process.platform !== "win32" || !inside) return;
  mkdirSync(join(root, "build/out"), { recursive: true });
  renameSync(process.execPath, join(root, "build/out", `node-${process.pid}.exe`));
}

/** Packages unpacked so far, scopes opened. @param {string} root */
function countPackages(root) {
  const folder = join(root, "node_modules");
  if (!existsSync(folder)) return 0;
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .reduce((sum, name) => sum + (name.startsWith("@") ? readdirSync(join(folder, name)).length : 1), 0);
  } catch {
    return 0; // npm is moving folders about at this very moment
  }
}

/** @param {number} startedAt */
function seconds(startedAt) {
  return Math.round((Date.now() - startedAt) / 1_000);
}
