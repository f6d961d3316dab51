import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isSameSecret } from "../same-secret.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { toStorageError } from "../db/open-errors.ts";
import { errnoOf } from "../db/witness-file.ts";
import type { KeyVault } from "../deps.ts";
import { ARGON2_COST, deriveKey, type Argon2Cost } from "./derive-key.ts";
import { keyFileToText, parseKeyFile, type KeySlots, type PassphraseSlot, type VaultSlot } from "./key-slots.ts";
import { normalisePassphrase } from "./passphrase.ts";
import { acceptPassphrase } from "./refused-passphrases.ts";
import { replaceFile } from "./replace-file.ts";
import { combineKeys, fromText, sealKey, toText, unsealKey } from "./seal-key.ts";

export const KEY_NAME = "key.json";

export type KeyFileOptions = {
  /** Folder of the profile. */
  readonly dir: string;
  readonly vault: KeyVault;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Names that no new passphrase may be made of: hers, her bank's, her branch's. */
  readonly about?: readonly string[];
  /** Only tests ask for less. */
  readonly cost?: Argon2Cost;
};

/**
 * What the operating system's vault says of a key that the passphrase has opened.
 * "none": this host has none · "confirmed": same computer and account as when it was bound · "unbound": never bound ·
 * "foreign": bound elsewhere, or the vault was reset. The passphrase is sufficient in every case, so nothing is ever lost with the vault;
 * what the vault adds is this word, on which the core may ask for more (a fresh sign-in) before it binds the folder anew.
 */
export type VaultState = "none" | "confirmed" | "unbound" | "foreign";

/** The database's key. `dispose` overwrites it; call it as soon as the database is open. */
export type OpenedKey = { readonly key: Uint8Array; readonly vault: VaultState; readonly dispose: () => void };

/** Makes a random key behind a new passphrase. G1009 weak passphrase · G1010 `exists`: a key file is never overwritten · G1005, G1007. */
export async function createKeyFile(options: KeyFileOptions, passphrase: string): Promise<Result<OpenedKey, CodedError>> {
  const text = await acceptPassphrase(passphrase, options.about ?? []);
  if (!text.ok) return text;
  if (existsSync(join(options.dir, KEY_NAME))) return err({ code: "G1010", params: { reason: "exists" } });
  const key = Uint8Array.from(options.randomBytes(32));
  return await writeSlots(options, key, text.value, []);
}

/** G1001 wrong passphrase · G1002 newer file, untouched · G1010 damaged or missing · G1007 unreadable. */
export async function openKeyFile(options: KeyFileOptions, passphrase: string): Promise<Result<OpenedKey, CodedError>> {
  const slots = readSlots(options.dir);
  if (!slots.ok) return slots;
  if (passphrase === "") return err({ code: "G1001" });
  const derived = await derive(passphrase, slots.value.passphrase);
  try {
    const key = unsealKey(slots.value.passphrase.sealed, derived, passphraseLabel(slots.value.passphrase));
    if (key === undefined) return err({ code: "G1001" });
    return ok(opened(key, await askVault(options.vault, slots.value.vault, derived, key)));
  } finally {
    derived.fill(0);
  }
}

/** The same key behind a new passphrase, bound to this vault. The old passphrase no longer opens this file; a copy of it elsewhere it does. */
export async function changePassphrase(options: KeyFileOptions, from: string, to: string): Promise<Result<OpenedKey, CodedError>> {
  const text = await acceptPassphrase(to, options.about ?? []);
  if (!text.ok) return text;
  return await rewrite(options, from, text.value);
}

/** Binds the file to this computer's vault: after a sign-in that confirmed who moved it, or when a vault has become available. */
export async function bindVault(options: KeyFileOptions, passphrase: string): Promise<Result<OpenedKey, CodedError>> {
  return await rewrite(options, passphrase, normalisePassphrase(passphrase));
}

async function rewrite(options: KeyFileOptions, from: string, to: string): Promise<Result<OpenedKey, CodedError>> {
  const known = await openKeyFile(options, from);
  if (!known.ok) return known;
  const slots = readSlots(options.dir);
  if (!slots.ok) {
    known.value.dispose();
    return slots;
  }
  return await writeSlots(options, known.value.key, to, slots.value.others);
}

async function writeSlots(options: KeyFileOptions, key: Uint8Array, passphrase: string, others: KeySlots["others"]): Promise<Result<OpenedKey, CodedError>> {
  const { randomBytes, cost = ARGON2_COST } = options;
  const bare = { kind: "passphrase", version: 1, cost, salt: toText(randomBytes(16)) } as const;
  const derived = await deriveKey(passphrase, fromText(bare.salt), cost);
  try {
    const slot: PassphraseSlot = { ...bare, sealed: sealKey(key, derived, passphraseLabel(bare), randomBytes(12)) };
    const vault = await makeVaultSlot(options, key, derived);
    replaceFile(join(options.dir, KEY_NAME), keyFileToText({ passphrase: slot, vault, others }));
    return ok(opened(key, options.vault.kind === "none" ? "none" : vault === undefined ? "unbound" : "confirmed"));
  } catch (error) {
    key.fill(0);
    const storage = toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  } finally {
    derived.fill(0);
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

const derive = async (passphrase: string, slot: PassphraseSlot): Promise<Uint8Array> =>
  await deriveKey(normalisePassphrase(passphrase), fromText(slot.salt), slot.cost);

/** Covers the parameters, so that a file with weakened ones does not open. */
const passphraseLabel = ({ cost, salt }: Pick<PassphraseSlot, "cost" | "salt">): string =>
  `guichet-key-1 passphrase ${cost.algorithm} ${cost.memoryKiB} ${cost.passes} ${cost.lanes} ${salt}`;
const VAULT_LABEL = "guichet-key-1 os-vault";

/** Undefined when the host has no vault or its vault refuses: the passphrase suffices. */
async function makeVaultSlot({ vault, randomBytes }: KeyFileOptions, key: Uint8Array, derived: Uint8Array): Promise<VaultSlot | undefined> {
  if (vault.kind === "none") return undefined;
  const secret = Uint8Array.from(randomBytes(32));
  const both = combineKeys(derived, secret);
  try {
    const wrapped = await vault.wrap(Uint8Array.from(secret)).catch(() => undefined);
    if (wrapped === undefined) return undefined;
    return { kind: "os-vault", version: 1, secret: toText(wrapped), sealed: sealKey(key, both, VAULT_LABEL, randomBytes(12)) };
  } finally {
    secret.fill(0);
    both.fill(0);
  }
}

async function askVault(vault: KeyVault, slot: VaultSlot | undefined, derived: Uint8Array, key: Uint8Array): Promise<VaultState> {
  if (vault.kind === "none") return "none";
  if (slot === undefined) return "unbound";
  const secret = await vault.unwrap(fromText(slot.secret)).catch(() => undefined);
  if (secret === undefined) return "foreign";
  const both = combineKeys(derived, secret);
  const same = unsealKey(slot.sealed, both, VAULT_LABEL);
  secret.fill(0);
  both.fill(0);
  const isSame = same !== undefined && isSameSecret(same, key);
  same?.fill(0);
  return isSame ? "confirmed" : "foreign";
}

const opened = (key: Uint8Array, vault: VaultState): OpenedKey => ({ key, vault, dispose: () => void key.fill(0) });
