import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { toStorageError } from "../db/open-errors.ts";
import { errnoOf } from "../db/witness-file.ts";
import { keyFileToText, parseKeyFile, type KeySlots } from "./key-slots.ts";
import { normalisePassphrase } from "./passphrase.ts";
import { acceptPassphrase } from "./refused-passphrases.ts";
import { replaceFile } from "./replace-file.ts";
import { findRecoverySlot, withRecoverySlot, type RecoverySlot } from "../recovery/recovery-slot.ts";
import { openByPassphrase, openByVault, sealByBoth, sealByPassphrase, sealByVault, type SlotPowers, type VaultState } from "./seal-slots.ts";

export const KEY_NAME = "key.json";
export type { VaultState } from "./seal-slots.ts";

/** `cost`: only tests ask for less. */
export type KeyFileOptions = SlotPowers & {
  /** Folder of the profile. */
  readonly dir: string;
  /** Names that no new passphrase may be made of: hers, her bank's, her branch's. */
  readonly about?: readonly string[];
};

/** The database's key. `dispose` overwrites it; call it as soon as the database is open. */
export type OpenedKey = { readonly key: Uint8Array; readonly vault: VaultState; /** As the file is now. */ readonly way: UnlockWay; readonly dispose: () => void };

/** Makes a random key behind a new passphrase. G1009 weak passphrase · G1010 `exists`: a key file is never overwritten · G1005, G1007. */
export async function createKeyFile(options: KeyFileOptions, passphrase: string): Promise<Result<OpenedKey, CodedError>> {
  const text = await acceptPassphrase(passphrase, options.about ?? []);
  if (!text.ok) return text;
  if (existsSync(join(options.dir, KEY_NAME))) return err({ code: "G1010", params: { reason: "exists" } });
  return await writeSlots(options, Uint8Array.from(options.randomBytes(32)), text.value, "passphrase", undefined);
}

/** G1001 wrong passphrase · G9582 it needs the vault of another computer, or of a host that has one · G1002 newer file, untouched · G1010 damaged or missing · G1007 unreadable. */
export async function openKeyFile(options: KeyFileOptions, passphrase: string): Promise<Result<OpenedKey, CodedError>> {
  const slots = readSlots(options.dir);
  if (!slots.ok) return slots;
  if (passphrase === "") return err({ code: "G1001" });
  const found = await openByPassphrase(options.vault, slots.value.passphrase, passphrase, slots.value.vault);
  if (found === "wrong") return err({ code: "G1001" });
  if (found === "no-vault") return err({ code: "G9582" });
  return ok(opened(found.key, found.vault, wayOf(slots.value)));
}

/** By the vault alone. G9581 it does not open this file alone · G9582 this computer's vault does not open it · as {@link openKeyFile}. */
export async function openKeyFileByVault(options: KeyFileOptions): Promise<Result<OpenedKey, CodedError>> {
  const slots = readSlots(options.dir);
  if (!slots.ok) return slots;
  if (slots.value.alone === undefined) return err({ code: "G9581" });
  const key = await openByVault(options.vault, slots.value.alone);
  return key === undefined ? err({ code: "G9582" }) : ok(opened(key, "confirmed", "either"));
}

/** How the file is opened; undefined where it cannot be read. Tells nothing of whether this host can. */
export function unlockWayOf(dir: string): UnlockWay | undefined {
  const slots = readSlots(dir);
  return slots.ok ? wayOf(slots.value) : undefined;
}

const wayOf = ({ passphrase, alone }: KeySlots): UnlockWay => (passphrase.kind === "both" ? "both" : alone === undefined ? "passphrase" : "either");

/** The same key behind a new passphrase, opened as before, bound to this vault. The old passphrase no longer opens this file; a copy of it elsewhere it does. */
export async function changePassphrase(options: KeyFileOptions, from: string, to: string): Promise<Result<OpenedKey, CodedError>> {
  const text = await acceptPassphrase(to, options.about ?? []);
  if (!text.ok) return text;
  return await rewrite(options, from, text.value, undefined);
}

/** The same key and passphrase, opened in another way, and bound to this vault. Where the vault does not wrap: as far as the passphrase alone can. */
export async function rewrapKeyFile(options: KeyFileOptions, passphrase: string, way?: UnlockWay): Promise<Result<OpenedKey, CodedError>> {
  return await rewrite(options, passphrase, normalisePassphrase(passphrase), way);
}

/** As {@link changePassphrase}, by the key itself: an administrator's answer gave it. Nothing of how it was opened before stays, but slots of other kinds do. */
export async function resetKeyFile(options: KeyFileOptions, key: Uint8Array, to: string, way: UnlockWay): Promise<Result<OpenedKey, CodedError>> {
  const slots = readSlots(options.dir);
  return slots.ok ? await writeSlots(options, Uint8Array.from(key), to, way, { others: slots.value.others }) : slots;
}

/** The slot that the bank's recovery key opens, if there is one. */
export function recoverySlotOf(dir: string): RecoverySlot | undefined {
  const slots = readSlots(dir);
  return slots.ok ? findRecoverySlot(slots.value.others) : undefined;
}

/** A slot for that recovery key, in the place of a former one's. */
export function putRecoverySlot(dir: string, profile: string, x: string, key: Uint8Array): Result<KeySlots, CodedError> {
  const slots = readSlots(dir);
  const others = slots.ok ? withRecoverySlot(slots.value.others, profile, x, key) : undefined;
  return !slots.ok || others === undefined ? slots : write(dir, { ...slots.value, others });
}

/** The vault alone opens this file no more. Asks for no secret: it only takes one away. */
export function dropVaultAlone(dir: string): Result<KeySlots, CodedError> {
  const slots = readSlots(dir);
  return !slots.ok || slots.value.alone === undefined ? slots : write(dir, { ...slots.value, alone: undefined });
}

async function rewrite(options: KeyFileOptions, from: string, to: string, way: UnlockWay | undefined): Promise<Result<OpenedKey, CodedError>> {
  const known = await openKeyFile(options, from);
  if (!known.ok) return known;
  const slots = readSlots(options.dir);
  if (slots.ok) return await writeSlots(options, known.value.key, to, way ?? known.value.way, slots.value);
  known.value.dispose();
  return slots;
}

type Before = Pick<KeySlots, "others"> & Partial<KeySlots>;

async function writeSlots(options: KeyFileOptions, key: Uint8Array, passphrase: string, way: UnlockWay, before: Before | undefined): Promise<Result<OpenedKey, CodedError>> {
  const sealed = await sealSlots(options, key, passphrase, way, before);
  const written = sealed.ok ? write(options.dir, sealed.value) : sealed;
  if (!written.ok) {
    key.fill(0);
    return written;
  }
  const { passphrase: { kind }, vault } = written.value;
  return ok(opened(key, options.vault.kind === "none" ? "none" : kind === "both" || vault !== undefined ? "confirmed" : "unbound", wayOf(written.value)));
}

/** G9582: the file needed the vault until now, and would not any more because the vault fails. */
async function sealSlots(options: KeyFileOptions, key: Uint8Array, passphrase: string, way: UnlockWay, before: Before | undefined): Promise<Result<KeySlots, CodedError>> {
  const others = before?.others ?? [];
  const both = way === "both" ? await sealByBoth(options, key, passphrase) : undefined;
  if (both !== undefined) return ok({ passphrase: both, vault: undefined, alone: undefined, others });
  if (way === "both" && before?.passphrase?.kind === "both") return err({ code: "G9582" });
  const alone = way === "either" ? ((await sealByVault(options, key)) ?? before?.alone) : undefined;
  return ok({ ...(await sealByPassphrase(options, key, passphrase)), alone, others });
}

function write(dir: string, slots: KeySlots): Result<KeySlots, CodedError> {
  try {
    replaceFile(join(dir, KEY_NAME), keyFileToText(slots));
    return ok(slots);
  } catch (error) {
    const storage = toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  }
}

function readSlots(dir: string): Result<KeySlots, CodedError> {
  let text: string;
  try {
    text = readFileSync(join(dir, KEY_NAME), "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return err({ code: "G1010", params: { reason: "missing" } });
    return err(toStorageError(error) ?? { code: "G1007", params: { cause: String(error) } });
  }
  const reading = parseKeyFile(text);
  switch (reading.kind) {
    case "good": return ok(reading.slots);
    case "newer": return err({ code: "G1002", params: { what: "key", version: reading.format } });
    case "damaged": return err({ code: "G1010", params: { reason: "damaged" } });
  }
}

const opened = (key: Uint8Array, vault: VaultState, way: UnlockWay): OpenedKey => ({ key, vault, way, dispose: () => void key.fill(0) });
