import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Profile } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { toStorageError } from "../db/open-errors.ts";
import { errnoOf } from "../db/witness-file.ts";
import { replaceFile } from "./replace-file.ts";

const FOLDER = "profiles";
const FILE = "profile.json";
const PROFILE_FORMAT = 1;

/** Outside every lock, so only what the lock screen shows. */
const shape = z.object({ format: z.literal(PROFILE_FORMAT), name: z.string(), bank: z.string(), branch: z.string() });

/** Folder of a profile. Its id is a lower-case UUID and nothing else, for it may come from a window: anything else throws. */
export function profileDir(dataDir: string, profile: string): string {
  if (!isUuid(profile)) throw new Error("not the id of a profile");
  return join(dataDir, FOLDER, profile);
}

/** By name. A profile whose card is damaged is still listed, under its id: its work is there. G1007 when the folder cannot be read. */
export function listProfiles(dataDir: string): Result<readonly Profile[], CodedError> {
  try {
    const entries = readdirSync(join(dataDir, FOLDER), { withFileTypes: true });
    const profiles = entries.filter((entry) => entry.isDirectory() && isUuid(entry.name)).map((entry) => readCard(dataDir, entry.name));
    return ok(profiles.toSorted((a, b) => a.name.localeCompare(b.name, "fr")));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return ok([]);
    return refuse(error);
  }
}

/** Undefined when this folder holds no such profile, or the id is not one. */
export function findProfile(dataDir: string, profile: string): Profile | undefined {
  return isUuid(profile) && existsSync(profileDir(dataDir, profile)) ? readCard(dataDir, profile) : undefined;
}

/** Makes the folder, or brings the card of an existing one up to date (a person may change branch). G1005, G1007. */
export function saveProfile(dataDir: string, { id, name, bank, branch }: Profile): Result<Profile, CodedError> {
  const dir = profileDir(dataDir, id);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    replaceFile(join(dir, FILE), `${JSON.stringify({ format: PROFILE_FORMAT, name, bank, branch })}\n`);
    return ok({ id, name, bank, branch });
  } catch (error) {
    return refuse(error);
  }
}

function readCard(dataDir: string, id: string): Profile {
  try {
    const card = shape.parse(JSON.parse(readFileSync(join(profileDir(dataDir, id), FILE), "utf8")));
    return { id, name: card.name, bank: card.bank, branch: card.branch };
  } catch {
    return { id, name: id, bank: "", branch: "" };
  }
}

const refuse = (error: unknown) => err(toStorageError(error) ?? ({ code: "G1007", params: { cause: String(error) } } as const));
