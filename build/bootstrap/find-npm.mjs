import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";

/**
 * @typedef {object} Npm
 * @property {string} command
 * @property {readonly string[]} args put before npm's own arguments
 * @property {boolean} shell true where only a shell finds it (npm.cmd on Windows)
 */

/**
 * The npm that called us, on the Node that it runs on: never the Node inside node_modules,
 * which the installation is about to replace. Without a calling npm: the one beside Node, else the PATH's.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Npm}
 */
export function findNpm(env = process.env, execPath = process.execPath, platform = process.platform) {
  const caller = env["npm_execpath"];
  if (caller !== undefined && basename(caller) === "npm-cli.js" && existsSync(caller)) {
    return { command: env["npm_node_execpath"] ?? execPath, args: [caller], shell: false };
  }
  const here = dirname(execPath);
  const cli = platform === "win32" ? join(here, "node_modules/npm/bin/npm-cli.js") : join(here, "../lib/node_modules/npm/bin/npm-cli.js");
  if (existsSync(cli)) return { command: execPath, args: [cli], shell: false };
  return { command: "npm", args: [], shell: platform === "win32" };
}
