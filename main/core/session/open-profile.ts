import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, uuidV7, type BankId, type ReplicaId, type UserId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Hello, Me } from "../../../shared/sync/protocol.ts";
import { EMPTY_LINE } from "../../../shared/sync/seal.ts";
import type { LocalDb } from "../db/connection.ts";
import { openDb } from "../db/open-db.ts";
import { toStorageError } from "../db/open-errors.ts";
import { findReplica, insertReplica, type Replica } from "../db/replica.ts";
import { putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { bindVault, changePassphrase, createKeyFile, openKeyFile, type KeyFileOptions, type VaultState } from "../keys/key-file.ts";
import { findProfile, ownerMark, profileDir, saveProfile } from "../keys/profiles.ts";
import { tryPassphrase } from "../keys/unlock-throttle.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import { tokensToText, type Tokens } from "./tokens.ts";
import { keepMe } from "../policy/bank-policy.ts";

type Powers = Pick<CoreDeps, "dataDir" | "keyVault" | "now" | "monotonic" | "randomBytes" | "keyCost">;
export type Unlocked = { readonly profile: Profile; readonly db: LocalDb; readonly replica: Replica; readonly vault: VaultState };

/**
 * Opens a profile with its passphrase, network or not. G1001 wrong passphrase · G1012 too many of them · G1010 key file · G1002 to G1007 and G1011 storage, the files
 * as they were. A folder that its computer's vault does not know is bound to this one: the passphrase has just proved whose it is.
 */
export async function unlockProfile(powers: Powers, profileId: string, passphrase: string): Promise<Result<Unlocked, CodedError>> {
  const profile = findProfile(powers.dataDir, profileId);
  if (profile === undefined) return err({ code: "G1010", params: { reason: "missing" } });
  const dir = profileDir(powers.dataDir, profileId);
  const options = keyFileOptions(powers, dir);
  const key = await tryPassphrase(powers, dir, () => openKeyFile(options, passphrase));
  if (!key.ok) return key;
  const opened = await openWith(powers, profile, key.value.key, key.value.vault);
  key.value.dispose();
  if (opened.ok && (key.value.vault === "foreign" || key.value.vault === "unbound")) {
    const bound = await bindVault(options, passphrase);
    if (bound.ok) bound.value.dispose();
  }
  return opened;
}

async function openWith({ dataDir, now }: Powers, profile: Profile, key: Uint8Array, vault: VaultState): Promise<Result<Unlocked, CodedError>> {
  const db = await openDb({ dir: profileDir(dataDir, profile.id), key, now });
  if (!db.ok) return db;
  const replica = findReplica(db.value.read);
  if (replica !== undefined) return ok({ profile, db: db.value, replica, vault });
  db.value.close();
  return err({ code: "G1010", params: { reason: "no-replica" } });
}

/** Counted and slowed as an unlocking is; slots of other kinds stay. Copies of the folder open with the former passphrase still. */
export async function changeProfilePassphrase(powers: Powers, profileId: string, current: string, next: string): Promise<Result<undefined, CodedError>> {
  const dir = profileDir(powers.dataDir, profileId);
  const changed = await tryPassphrase(powers, dir, () => changePassphrase(keyFileOptions(powers, dir), current, next));
  if (!changed.ok) return changed;
  changed.value.dispose();
  return ok(undefined);
}

const keyFileOptions = ({ keyVault, randomBytes, keyCost }: Powers, dir: string): KeyFileOptions =>
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
    const key = await createKeyFile(keyFileOptions(powers, making), first.passphrase);
    if (!key.ok) return key;
    const filled = await fill(powers, making, key.value.key, id<BankId>(me.bank.id), first);
    if (!filled.ok) return filled;
    renameSync(making, dir);
    const saved = saveProfile(powers.dataDir, profile, ownerMark(me.bank.id, me.user));
    if (!saved.ok) return saved;
    const opened = await openWith(powers, profile, key.value.key, key.value.vault);
    key.value.dispose();
    return opened;
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
