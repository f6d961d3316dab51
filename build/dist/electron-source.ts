import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { findElectron } from "../start/electron-binary.ts";
import type { PackPlatform } from "./targets.ts";

type Environment = { readonly [name: string]: string | undefined };
export type ElectronSource =
  /** An unpacked Electron on this machine. */
  | { readonly kind: "folder"; readonly folder: string }
  /** Its usual place, or ELECTRON_MIRROR, answers: electron-builder fetches it and checks its sum. */
  | { readonly kind: "download" }
  | { readonly kind: "stand-in" };

const PROGRAMS: Readonly<Record<PackPlatform, string>> = { linux: "electron", win32: "electron.exe", darwin: "Electron.app" };
const DEFAULT_MIRROR = "https://github.com/electron/electron/releases/download/";
const PROBE_MS = 5_000;

/**
 * The Electron to pack for `platform`: GUICHET_ELECTRON_DIST (or GUICHET_ELECTRON_DIST_WIN32 and the like, for several systems at once), or the one `npm start` uses when it is of that system, or a download where one
 * answers; else the stand-in, only when it was asked for by name. An Electron of another version than `version` is refused.
 */
export async function chooseElectron(platform: PackPlatform, version: string, standIn: boolean, env: Environment, reach: (mirror: string) => Promise<boolean> = canReach): Promise<Result<ElectronSource, string>> {
  const own = platform === process.platform ? findElectron(env, platform) : undefined;
  const folder = env[`GUICHET_ELECTRON_DIST_${platform.toUpperCase()}`] || env["GUICHET_ELECTRON_DIST"] || (own === undefined || platform === "darwin" ? undefined : dirname(own));
  if (folder !== undefined) {
    const found = existsSync(join(folder, "version")) ? readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/, "") : "unknown";
    if (!existsSync(join(folder, PROGRAMS[platform]))) return err(`${folder} holds no Electron for ${platform}: ${PROGRAMS[platform]} is not in it.`);
    return found === version ? ok({ kind: "folder", folder }) : err(`${folder} holds Electron ${found}; ${version} is to be packed.`);
  }
  const mirror = env["ELECTRON_MIRROR"] || env["npm_config_electron_mirror"] || DEFAULT_MIRROR;
  if (await reach(mirror)) return ok({ kind: "download" });
  if (standIn && platform !== "darwin") return ok({ kind: "stand-in" });
  return err(`Electron ${version} for ${platform} is not on this machine, and ${new URL(mirror).host} does not answer. Set ELECTRON_MIRROR, or GUICHET_ELECTRON_DIST to an unpacked one${platform === "darwin" ? "" : "; or say --stand-in to pack everything but Electron, for a test"}.`);
}

/** In a process of its own: the proxy of the environment is only read when Node starts. */
function canReach(mirror: string): Promise<boolean> {
  const probe = `fetch(${JSON.stringify(mirror)}, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(${PROBE_MS}) }).then(() => process.exit(0), () => process.exit(1))`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["-e", probe], { env: { ...process.env, NODE_USE_ENV_PROXY: "1" }, stdio: "ignore", timeout: 2 * PROBE_MS, killSignal: "SIGKILL" });
    child.once("error", () => resolve(false)).once("exit", (code) => resolve(code === 0));
  });
}
