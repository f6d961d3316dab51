import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** Kept inside node_modules, so that whatever removes or replaces the folder also removes the claim about it. */
const stampName = ".guichet-install";

/** What an installation stands for: the exact lock, on this kind of machine. @param {string} root */
export function installKey(root, platform = process.platform, arch = process.arch) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`\n${platform}\n${arch}\n`).digest("hex");
}

/** @param {string} root */
export function isStamped(root, key = installKey(root)) {
  try {
    return readFileSync(join(root, "node_modules", stampName), "utf8") === key;
  } catch {
    return false;
  }
}

/** @param {string} root */
export function stamp(root, key = installKey(root)) {
  writeFileSync(join(root, "node_modules", stampName), key);
}

/**
 * True when node_modules, installed by hand, already holds exactly what the lock names for this machine:
 * then there is nothing to reinstall under the feet of whoever is using it.
 * @param {string} root
 */
export function holdsTheLock(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  if (!Object.keys(present).every((path) => path in wanted)) return false;
  const needed = new Set(Object.values(present).flatMap((entry) => [...Object.keys(entry.dependencies ?? {}), ...Object.keys(entry.optionalDependencies ?? {})]));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    const found = present[path];
    // An optional one may be absent: made for another machine, or wanted only by one that is.
    if (found === undefined) return entry.optional === true && !(isForHere(entry) && needed.has(nameOf(path)));
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path, "package.json"));
  });
}

/** @param {string} path as in a lock: `node_modules/a/node_modules/@b/c` */
function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean, readonly dependencies?: Readonly<Record<string, string>>, readonly optionalDependencies?: Readonly<Record<string, string>>, readonly link?: boolean, readonly os?: string | readonly string[], readonly cpu?: string | readonly string[], readonly libc?: string | readonly string[] }} LockedPackage */

/** @param {LockedPackage} entry */
export function isForHere(entry, platform = process.platform, arch = process.arch, libc = existsSync("/etc/alpine-release") ? "musl" : "glibc") {
  return allows(entry.os, platform) && allows(entry.cpu, arch) && (platform !== "linux" || allows(entry.libc, libc));
}

/**
 * npm's lists (or a lone value): names allowed, or names refused behind an exclamation mark.
 * @param {string | readonly string[] | undefined} rule @param {string} value
 */
function allows(rule, value) {
  const list = typeof rule === "string" ? [rule] : (rule ?? []);
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((item) => item.startsWith("!"));
}

/** @param {string} path @returns {Readonly<Record<string, LockedPackage>> | undefined} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}
