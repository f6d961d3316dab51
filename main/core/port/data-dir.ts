import { chmodSync, mkdirSync, writeFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

type Environment = { readonly [name: string]: string | undefined };

/** Where this operating system wants a person's own, not roaming, data of an application. */
export function defaultDataDir(platform: NodeJS.Platform, env: Environment, home: string = homedir()): string {
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Guichet");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Guichet");
  return join(env["XDG_DATA_HOME"] ?? join(home, ".local", "share"), "guichet");
}

/** Where `npm start` keeps the demonstration of this clone: GUICHET_HOME, or `.guichet` beside the sources. */
export function demonstrationHome(env: Environment): string {
  return resolve(env["GUICHET_HOME"] || fileURLToPath(new URL("../../../.guichet", import.meta.url)));
}
/** The client's part of it. */
export const demonstrationClientDir = (env: Environment): string => join(demonstrationHome(env), "client");

/** Makes the folder, for its owner only, and proves that it can be written. G1007 with the system's word for why not. */
export function openDataDir(path: string): Result<string, CodedError> {
  const dir = resolve(path);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
    const probe = join(dir, `.probe-${process.pid}`);
    writeFileSync(probe, "", { mode: 0o600 });
    rmSync(probe);
    return ok(dir);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return err({ code: "G1007", params: { folder: dir, why } });
  }
}
