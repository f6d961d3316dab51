import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";

const forwarded = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const sameSignalMs = 500;
const parentPollMs = 250;

/**
 * Runs Node on `args` as if it had been called instead of this process.
 *
 * Ctrl-C at a terminal already reaches the child (and npm repeats it to us), and a child that hears it twice stops
 * without tidying up; so a signal is passed on only where no terminal did it, and once. A plain kill of npm ends the
 * shell between it and us and stops there: under npm, losing our parent counts as being asked to stop.
 * @param {string} root
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>} the child's exit code, or 128 + the signal that ended it
 */
export function handOver(root, node, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { stdio: "inherit", env: childEnv(root) });
    const terminal = Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
    const lastAt = new Map();
    const listeners = forwarded.map((signal) => {
      const listener = () => {
        const now = Date.now();
        const again = now - (lastAt.get(signal) ?? -Infinity) < sameSignalMs;
        lastAt.set(signal, now);
        if (again || (signal === "SIGINT" && terminal)) return;
        child.kill(signal);
      };
      process.on(signal, listener);
      return /** @type {const} */ ([signal, listener]);
    });
    const parent = process.ppid;
    const underNpm = process.env["npm_lifecycle_event"] !== undefined && process.platform !== "win32";
    const watch = underNpm ? setInterval(() => process.ppid !== parent && stop(), parentPollMs) : undefined;
    const stop = () => {
      clearInterval(watch);
      child.kill("SIGTERM");
    };
    const forget = () => {
      clearInterval(watch);
      listeners.forEach(([signal, listener]) => process.removeListener(signal, listener));
    };
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      forget();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** The tools of node_modules come first, the pinned `node` among them. @param {string} root @returns {NodeJS.ProcessEnv} */
export function childEnv(root, env = process.env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...env, [name]: [join(root, "node_modules", ".bin"), env[name] ?? ""].filter(Boolean).join(delimiter) };
}
