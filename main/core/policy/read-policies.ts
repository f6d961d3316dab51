import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { win32 } from "node:path";
import { z } from "zod";
import { NO_POLICIES, parsePolicies, type ReadPolicies } from "./policies.ts";
import { parseRegQuery } from "./registry.ts";

/** Written by group policy; only administrators can. */
export const POLICY_KEY = "HKLM\\Software\\Policies\\Guichet";
/** The same keys where there is no registry; only root can write there. */
export const POLICY_FILE = "/etc/guichet/policies.json";

type Environment = { readonly [name: string]: string | undefined };
/** How the two places are read; tests give others. Each answers undefined where there is nothing, and throws where it can't tell. */
export type PolicyPlaces = { readonly readFile: (path: string) => string | undefined; readonly queryRegistry: (key: string) => string | undefined };

const REG_LIMIT_MS = 10_000;

/** What IT decided for this computer. What can't be read is a fault, never an exception: the desk opens as if nothing were decided, and says so in its log. */
export function readPolicies(platform: NodeJS.Platform, env: Environment, places: PolicyPlaces = placesOf(env)): ReadPolicies {
  try {
    if (platform === "win32") return parsePolicies(parseRegQuery(places.queryRegistry(POLICY_KEY) ?? ""));
    const text = places.readFile(POLICY_FILE);
    return text === undefined ? { policies: NO_POLICIES, faults: [] } : parsePolicies(z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
  } catch {
    return { policies: NO_POLICIES, faults: [{ key: "*" }] };
  }
}

const placesOf = (env: Environment): PolicyPlaces => ({
  readFile: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      if (isMissing(error, "ENOENT")) return undefined;
      throw error;
    }
  },
  // By its full path: another reg.exe, beside the program or in the PATH, is not asked. It ends with 1 where the key is not there.
  queryRegistry: (key) => {
    try {
      return execFileSync(win32.join(env["SystemRoot"] ?? "C:\\Windows", "System32", "reg.exe"), ["query", key, "/reg:64"], { encoding: "utf8", timeout: REG_LIMIT_MS, windowsHide: true, stdio: ["ignore", "pipe", "ignore"] });
    } catch (error) {
      if (error instanceof Error && "status" in error && error.status === 1) return undefined;
      throw error;
    }
  },
});

const isMissing = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;
