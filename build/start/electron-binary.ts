import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

type Environment = { readonly [name: string]: string | undefined };
/** Runs Node with these arguments for at most so long; true when it ended well. */
export type RunNode = (args: readonly string[], env: Environment, limitMs: number) => Promise<boolean>;

const electronFolder = fileURLToPath(new URL("../../node_modules/electron", import.meta.url));
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };
const DEFAULT_MIRROR = "https://github.com/electron/electron/releases/download/";
/** Is anybody there? Then the download itself, 100 MB or so. */
const PROBE_MS = 4_000;
const FETCH_MS = 120_000;

/** Electron's program on this machine; never loads the package, which would begin to download. */
export function findElectron(env: Environment, platform: NodeJS.Platform, exists: (path: string) => boolean = existsSync): string | undefined {
  const path = join(env["ELECTRON_OVERRIDE_DIST_PATH"] || join(electronFolder, "dist"), PROGRAMS[platform] ?? "electron");
  return exists(path) ? path : undefined;
}

/**
 * The program, fetched where it is missing and its download can be reached: from ELECTRON_MIRROR or its usual place, through the proxy
 * that the environment names. Undefined within seconds where it can't be.
 */
export async function ensureElectron(env: Environment, platform: NodeJS.Platform, run: RunNode = runNode, exists: (path: string) => boolean = existsSync): Promise<string | undefined> {
  const found = findElectron(env, platform, exists);
  if (found !== undefined) return found;
  const proxied = { ...env, NODE_USE_ENV_PROXY: "1", ELECTRON_GET_USE_PROXY: "1" };
  const mirror = env["ELECTRON_MIRROR"] || env["npm_config_electron_mirror"] || DEFAULT_MIRROR;
  const probe = `fetch(${JSON.stringify(mirror)}, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(${PROBE_MS}) }).then(() => process.exit(0), () => process.exit(1))`;
  if (!(await run(["-e", probe], proxied, PROBE_MS + 2_000))) return undefined;
  await run([join(electronFolder, "install.js")], proxied, FETCH_MS);
  return findElectron(env, platform, exists);
}

const runNode: RunNode = (args, env, limitMs) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { env: { ...env }, stdio: "ignore", timeout: limitMs, killSignal: "SIGKILL" });
    child.once("error", () => resolve(false)).once("exit", (code) => resolve(code === 0));
  });

/** Electron's window needs a display, and an account that Chromium's sandbox serves. GUICHET_WINDOW=browser asks for the browser. */
export const mayUseElectron = (env: Environment, display: boolean, isRoot: boolean): boolean => display && !isRoot && env["GUICHET_WINDOW"] !== "browser";
