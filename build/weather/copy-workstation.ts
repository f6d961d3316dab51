import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { LOCK_NAME, lockFolder } from "../../main/core/db/lock-folder.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";

/** Of a data folder: every profile whole, and how its user likes it. Sockets, announcements and logs are of the running program, not of the data. */
const PROFILES = "profiles";
const SETTINGS = "settings.json";

/**
 * Copies a workstation as an image of its disk would, in the place of whatever was at `to`. Each profile is held meanwhile as a Guichet
 * holds it, so that none is copied while it is being written: G1004 when one is open. G9207 when there is none, G9205 with the system's word.
 */
export function copyWorkstation(from: string, to: string): Result<undefined, CodedError> {
  const profiles = join(from, PROFILES);
  if (!existsSync(profiles) || readdirSync(profiles).length === 0) return err({ code: "G9207" });
  try {
    rmSync(to, { recursive: true, force: true });
    mkdirSync(join(to, PROFILES), { recursive: true, mode: 0o700 });
    for (const profile of readdirSync(profiles)) {
      const lock = lockFolder(join(profiles, profile));
      if (!lock.ok) return lock;
      try {
        cpSync(join(profiles, profile), join(to, PROFILES, profile), { recursive: true, filter: (path) => !basename(path).startsWith(LOCK_NAME) });
      } finally {
        lock.value.release();
      }
    }
    if (existsSync(join(from, SETTINGS))) cpSync(join(from, SETTINGS), join(to, SETTINGS));
    return ok(undefined);
  } catch (error) {
    return err({ code: "G9205", params: { why: error instanceof Error && "code" in error ? String(error.code) : "unknown", folder: to } });
  }
}
