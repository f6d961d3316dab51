import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { toStorageError } from "../db/open-errors.ts";
import { errnoOf } from "../db/witness-file.ts";
import { replaceFile } from "./replace-file.ts";

const FOLDER = "profiles";
const FILE = "profile.json";
const PROFILE_FORMAT = 1;

/** Outside every lock, so only what the lock screen shows, and a mark that tells whose profile it is without saying who. */
const shape = z.object({ format: z.literal(PROFILE_FORMAT), name: z.string(), bank: z.string(), branch: z.string(), owner: z.string().optional(), waiting: z.int().min(0).optional() });
type Card = { readonly profile: Profile; readonly owner: string | undefined };

/** Names change and two people may share one: the same mark is the same user of the same bank. */
export const ownerMark = (bank: string, user: string): string => createHash("sha256").update(JSON.stringify(["guichet-owner-1", bank, user])).digest("base64url");

/** Folder of a profile. Its id is a lower-case UUID and nothing else, for it may come from a window: anything else throws. */
export function profileDir(dataDir: string, profile: string): string {
  if (!isUuid(profile)) throw new Error("not the id of a profile");
  return join(dataDir, FOLDER, profile);
}

/** By name. A profile whose card is damaged is still listed, under its id: its work is there. G1007 when the folder cannot be read. */
export function listProfiles(dataDir: string): Result<readonly Profile[], CodedError> {
  try {
    return ok(readCards(dataDir).map(({ profile }) => profile).toSorted((a, b) => a.name.localeCompare(b.name, "fr")));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return ok([]);
    return refuse(error);
  }
}

/** Undefined when this folder holds no such profile, or the id is not one. */
export function findProfile(dataDir: string, profile: string): Profile | undefined {
  return isUuid(profile) && existsSync(profileDir(dataDir, profile)) ? readCard(dataDir, profile).profile : undefined;
}

/** The newest profile of that owner here; undefined when there is none, or the folder cannot be read. */
export function findProfileOf(dataDir: string, owner: string): Profile | undefined {
  try {
    const hers = readCards(dataDir).filter((card) => card.owner === owner).map(({ profile }) => profile);
    // An id begins with the time it was made at.
    return hers.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
  } catch {
    return undefined;
  }
}

/** Makes the folder, or brings the card of an existing one up to date (a person may change branch). G1005, G1007. */
export function saveProfile(dataDir: string, { id, name, bank, branch }: Profile, owner: string): Result<Profile, CodedError> {
  const dir = profileDir(dataDir, id);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    replaceFile(join(dir, FILE), `${JSON.stringify({ format: PROFILE_FORMAT, name, bank, branch, owner })}\n`);
    return ok({ id, name, bank, branch });
  } catch (error) {
    return refuse(error);
  }
}

/** How much waits, for the lock screen; saving the card anew takes it away, for what was true at a lock is not while the desk is open. A card that cannot be written says nothing of it. */
export function noteWaiting(dataDir: string, profile: string, waiting: number): void {
  try {
    const path = join(profileDir(dataDir, profile), FILE);
    replaceFile(path, `${JSON.stringify({ ...shape.parse(JSON.parse(readFileSync(path, "utf8"))), waiting })}\n`);
  } catch {
    // It is a courtesy: nothing else depends on it.
  }
}

function readCards(dataDir: string): readonly Card[] {
  const entries = readdirSync(join(dataDir, FOLDER), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && isUuid(entry.name)).map((entry) => readCard(dataDir, entry.name));
}

function readCard(dataDir: string, id: string): Card {
  try {
    const card = shape.parse(JSON.parse(readFileSync(join(profileDir(dataDir, id), FILE), "utf8")));
    return { profile: { id, name: card.name, bank: card.bank, branch: card.branch, ...(card.waiting === undefined ? {} : { waiting: card.waiting }) }, owner: card.owner };
  } catch {
    return { profile: { id, name: id, bank: "", branch: "" }, owner: undefined };
  }
}

const refuse = (error: unknown) => err(toStorageError(error) ?? ({ code: "G1007", params: { cause: String(error) } } as const));
