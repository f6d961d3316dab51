import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, uuidV7, type BankId, type ReplicaId, type UserId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Hello, Me } from "../../../shared/sync/protocol.ts";
import { EMPTY_LINE } from "../../../shared/sync/seal.ts";
import type { LocalDb } from "../db/connection.ts";
import type { UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { openDb } from "../db/open-db.ts";
import { toStorageError } from "../db/open-errors.ts";
import { findReplica, insertReplica, type Replica } from "../db/replica.ts";
import { putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { changePassphrase, createKeyFile, dropVaultAlone, openKeyFile, openKeyFileByVault, putRecoverySlot, unlockWayOf, type KeyFileOptions, type OpenedKey } from "../keys/key-file.ts";
import { findProfile, ownerMark, profileDir, saveProfile } from "../keys/profiles.ts";
import { tryPassphrase } from "../keys/unlock-throttle.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import { tokensToText, type Tokens } from "./tokens.ts";
import { keptMe, policyOf, settleWay, wantedWay, type OpensBy } from "./unlock-way.ts";
import { keepMe } from "../policy/bank-policy.ts";

export type Powers = Pick<CoreDeps, "dataDir" | "keyVault" | "unlockWay" | "now" | "monotonic" | "randomBytes" | "keyCost">;
export type Unlocked = { readonly profile: Profile; readonly db: LocalDb; readonly replica: Replica; readonly opensBy: OpensBy };

/**
 * Opens a profile with its passphrase, network or not. G1001 wrong passphrase · G1012 too many of them · G9582 its vault is not here · G1010 key file · G1002 to G1007 and G1011
 * storage, the files as they were. The key file is then brought to the way that is wanted, and bound to this computer's vault: the passphrase has just proved whose it is.
 */
export async function unlockProfile(powers: Powers, profileId: string, passphrase: string): Promise<Result<Unlocked, CodedError>> {
  const profile = findProfile(powers.dataDir, profileId);
  if (profile === undefined) return err({ code: "G1010", params: { reason: "missing" } });
  const dir = profileDir(powers.dataDir, profileId);
  const options = keyFileOptions(powers, dir);
  const key = await tryPassphrase(powers, dir, () => openKeyFile(options, passphrase));
  if (!key.ok) return key;
  const opened = await openWith(powers, profile, key.value);
  if (!opened.ok) return opened;
  const { wanted } = opened.value.opensBy;
  return ok({ ...opened.value, opensBy: { way: await settleWay(options, passphrase, key.value, wanted), wanted } });
}

/**
 * Opens a profile by this computer's vault alone. G9581 where the bank or IT wants the passphrase, also when that was heard after the last unlocking: the vault then
 * opens it no more. G9582, and as {@link unlockProfile}. A wait for wrong passphrases holds here too.
 */
export async function unlockProfileByVault(powers: Powers, profileId: string): Promise<Result<Unlocked, CodedError>> {
  const profile = findProfile(powers.dataDir, profileId);
  if (profile === undefined) return err({ code: "G1010", params: { reason: "missing" } });
  if ((powers.unlockWay ?? "either") !== "either") return err({ code: "G9581" });
  const dir = profileDir(powers.dataDir, profileId);
  const key = await tryPassphrase(powers, dir, () => openKeyFileByVault(keyFileOptions(powers, dir)));
  if (!key.ok) return key;
  const opened = await openWith(powers, profile, key.value);
  if (!opened.ok || opened.value.opensBy.wanted === "either") return opened;
  opened.value.db.close();
  dropVaultAlone(dir);
  return err({ code: "G9581" });
}

/** The key is overwritten: the database has its own copy. Before, it is sealed for the bank's recovery key, where the centre told one that the key file does not know. */
export async function openWith(powers: Powers, profile: Profile, { key, way, dispose }: OpenedKey): Promise<Result<Unlocked, CodedError>> {
  const dir = profileDir(powers.dataDir, profile.id);
  const db = await openDb({ dir, key, now: powers.now });
  const recovery = db.ok ? keptMe(db.value.read)?.recoveryKey : undefined;
  if (recovery !== undefined) putRecoverySlot(dir, profile.id, recovery.x, key);
  dispose();
  if (!db.ok) return db;
  const replica = findReplica(db.value.read);
  if (replica !== undefined) return ok({ profile, db: db.value, replica, opensBy: { way, wanted: wantedWay(powers, db.value.read) } });
  db.value.close();
  return err({ code: "G1010", params: { reason: "no-replica" } });
}

/** Counted and slowed as an unlocking is; slots of other kinds stay. Copies of the folder open with the former passphrase still. */
export async function changeProfilePassphrase(powers: Powers, profileId: string, current: string, next: string): Promise<Result<undefined, CodedError>> {
  const dir = profileDir(powers.dataDir, profileId);
  const profile = findProfile(powers.dataDir, profileId);
  const options = { ...keyFileOptions(powers, dir), about: profile === undefined ? [] : namesOf(profile) };
  const changed = await tryPassphrase(powers, dir, () => changePassphrase(options, current, next));
  if (!changed.ok) return changed;
  changed.value.dispose();
  return ok(undefined);
}

export const namesOf = ({ name, bank, branch }: Pick<Profile, "name" | "bank" | "branch">): readonly string[] => [name, bank, branch];

/** How its key file opens, as far as the door may tell here: the vault alone only where there is one and IT does not forbid it. */
export function doorWayOf({ dataDir, keyVault, unlockWay }: Pick<Powers, "dataDir" | "keyVault" | "unlockWay">, profileId: string): UnlockWay {
  const way = unlockWayOf(profileDir(dataDir, profileId)) ?? "passphrase";
  return way === "either" && (keyVault.kind === "none" || (unlockWay ?? "either") !== "either") ? "passphrase" : way;
}

export const keyFileOptions = ({ keyVault, randomBytes, keyCost }: Powers, dir: string): KeyFileOptions =>
  ({ dir, vault: keyVault, randomBytes, ...(keyCost === undefined ? {} : { cost: keyCost }) });

export type FirstStart = { readonly me: Me; readonly hello: Hello; readonly tokens: Tokens; readonly passphrase: string };

/**
 * Makes the key, the database and the replica of a person who has just signed in. All of it is made in a folder of another name and then
 * renamed: killed half-way, nothing is there to unlock. G1009 weak passphrase, G3002 a person without a bank or branch, storage codes.
 */
export async function makeProfile(powers: Powers, first: FirstStart): Promise<Result<Unlocked, CodedError>> {
  const { me } = first;
  const [branch] = me.branches;
  if (me.bank === undefined || branch === undefined) return err({ code: "G3002" });
  const profile: Profile = { id: uuidV7(powers.now(), powers.randomBytes(16)), name: me.name, bank: me.bank.name, branch: branch.name };
  const dir = profileDir(powers.dataDir, profile.id);
  const making = join(dirname(dir), `new-${profile.id}`);
  try {
    mkdirSync(making, { recursive: true, mode: 0o700 });
    const key = await createKeyFile({ ...keyFileOptions(powers, making), about: namesOf(profile) }, first.passphrase);
    if (!key.ok) return key;
    const filled = await fill(powers, making, key.value.key, id<BankId>(me.bank.id), first);
    if (!filled.ok) return filled;
    const way = await settleWay(keyFileOptions(powers, making), first.passphrase, key.value, powers.unlockWay ?? policyOf(me).unlock);
    renameSync(making, dir);
    const saved = saveProfile(powers.dataDir, profile, ownerMark(me.bank.id, me.user));
    if (!saved.ok) return saved;
    return await openWith(powers, profile, { ...key.value, way });
  } catch (error) {
    const storage = toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

async function fill({ now, randomBytes }: Powers, dir: string, key: Uint8Array, bank: BankId, { me, hello, tokens }: FirstStart): Promise<Result<undefined, CodedError>> {
  const opened = await openDb({ dir, key, now });
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    // The gate: a person's id is the centre's own text for her.
    const owner = me.user as UserId;
    const replica: Replica = { replica: id<ReplicaId>(uuidV7(now(), randomBytes(16))), bank, owner, key: generateReplicaKey() };
    db.transaction((write) => {
      insertReplica(write, replica, EMPTY_LINE.hash, now());
      keepMe(write, me);
      putSetting(write, "hello", JSON.stringify(hello));
      putSetting(write, "centre", hello.centre);
      putSetting(write, "epoch", hello.epoch.id);
      putSetting(write, "businessDate", hello.businessDate);
      putSetting(write, "tokens", tokensToText(tokens));
    });
    return ok(undefined);
  } finally {
    db.close();
  }
}
