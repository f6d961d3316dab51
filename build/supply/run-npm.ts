import { execFile } from "node:child_process";
import process from "node:process";
import { findNpm } from "../bootstrap/find-npm.mjs";

const LIMIT_MS = 180_000;

/** What npm wrote, however it ended: its reports come with an exit code of their own. Empty when it could not run or took too long. */
export function runNpm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const npm = findNpm();
  return new Promise((resolve) => {
    execFile(npm.command, [...npm.args, ...args], { cwd, env, shell: npm.shell, timeout: LIMIT_MS, maxBuffer: 64_000_000 }, (_error, written) => resolve(written));
  });
}
