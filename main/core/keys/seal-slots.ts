import { isSameSecret } from "../same-secret.ts";
import type { KeyVault } from "../deps.ts";
import { ARGON2_COST, deriveKey, type Argon2Cost } from "./derive-key.ts";
import type { AloneSlot, BothSlot, PassphraseSlot, Sealed, VaultSlot } from "./key-slots.ts";
import { normalisePassphrase } from "./passphrase.ts";
import { combineKeys, fromText, ownKey, sealKey, toText, unsealKey } from "./seal-key.ts";

/** What the slots are made with. */
export type SlotPowers = { readonly vault: KeyVault; readonly randomBytes: (length: number) => Uint8Array; readonly cost?: Argon2Cost };

/**
 * What the operating system's vault says of a key that the passphrase has opened.
 * "none": this host has none · "confirmed": same computer and account as when it was bound · "unbound": never bound ·
 * "foreign": bound elsewhere, or the vault was reset.
 */
export type VaultState = "none" | "confirmed" | "unbound" | "foreign";

/** Covers the parameters, so that a file with weakened ones does not open. */
const labelOf = ({ kind, cost, salt }: Pick<PassphraseSlot | BothSlot, "kind" | "cost" | "salt">): string =>
  `guichet-key-1 ${kind} ${cost.algorithm} ${cost.memoryKiB} ${cost.passes} ${cost.lanes} ${salt}`;
const WITNESS_LABEL = "guichet-key-1 os-vault";
const ALONE_LABEL = "guichet-key-1 vault";

/** By the passphrase, and the vault's word on the place where it gives one. */
export async function sealByPassphrase(powers: SlotPowers, key: Uint8Array, passphrase: string): Promise<{ readonly passphrase: PassphraseSlot; readonly vault: VaultSlot | undefined }> {
  const { randomBytes, cost = ARGON2_COST } = powers;
  const bare = { kind: "passphrase", version: 1, cost, salt: toText(randomBytes(16)) } as const;
  return await using32(deriveKey(passphrase, fromText(bare.salt), cost), async (derived) => {
    const wrapped = await wrapNew(powers, (secret) => {
      const both = combineKeys(derived, secret);
      return wipe(sealKey(key, both, WITNESS_LABEL, randomBytes(12)), both);
    });
    return {
      passphrase: { ...bare, sealed: sealKey(key, derived, labelOf(bare), randomBytes(12)) },
      vault: wrapped === undefined ? undefined : { kind: "os-vault", version: 1, ...wrapped },
    };
  });
}

/** By the passphrase and the vault together. Undefined where there is no vault that wraps. */
export async function sealByBoth(powers: SlotPowers, key: Uint8Array, passphrase: string): Promise<BothSlot | undefined> {
  const { randomBytes, cost = ARGON2_COST } = powers;
  if (powers.vault.kind === "none") return undefined;
  const bare = { kind: "both", version: 1, cost, salt: toText(randomBytes(16)) } as const;
  return await using32(deriveKey(passphrase, fromText(bare.salt), cost), async (derived) => {
    const wrapped = await wrapNew(powers, (secret) => {
      const both = combineKeys(derived, secret);
      return wipe(sealKey(key, both, labelOf(bare), randomBytes(12)), both);
    });
    return wrapped === undefined ? undefined : { ...bare, ...wrapped };
  });
}

/** By the vault alone. Undefined where there is none that wraps. */
export async function sealByVault(powers: SlotPowers, key: Uint8Array): Promise<AloneSlot | undefined> {
  const wrapped = await wrapNew(powers, (secret) => {
    const own = ownKey(secret);
    return wipe(sealKey(key, own, ALONE_LABEL, powers.randomBytes(12)), own);
  });
  return wrapped === undefined ? undefined : { kind: "vault", version: 1, ...wrapped };
}

/** `wrong`: the passphrase. `no-vault`: the slot needs this computer's, which has none or does not open it. */
export async function openByPassphrase(vault: KeyVault, slot: PassphraseSlot | BothSlot, passphrase: string, witness: VaultSlot | undefined): Promise<{ readonly key: Uint8Array; readonly vault: VaultState } | "wrong" | "no-vault"> {
  const secret = slot.kind === "both" ? await unwrap(vault, slot.secret) : undefined;
  if (slot.kind === "both" && secret === undefined) return "no-vault";
  return await using32(deriveKey(normalisePassphrase(passphrase), fromText(slot.salt), slot.cost), async (derived) => {
    if (secret !== undefined) {
      const both = combineKeys(derived, secret);
      const key = unsealKey(slot.sealed, both, labelOf(slot));
      secret.fill(0);
      return key === undefined ? wipe("wrong", both) : wipe({ key, vault: "confirmed" }, both);
    }
    const key = unsealKey(slot.sealed, derived, labelOf(slot));
    return key === undefined ? "wrong" : { key, vault: await askWitness(vault, witness, derived, key) };
  });
}

export async function openByVault(vault: KeyVault, slot: AloneSlot): Promise<Uint8Array | undefined> {
  const secret = await unwrap(vault, slot.secret);
  if (secret === undefined || secret.length !== 32) return undefined;
  const own = ownKey(secret);
  secret.fill(0);
  return wipe(unsealKey(slot.sealed, own, ALONE_LABEL), own);
}

async function askWitness(vault: KeyVault, slot: VaultSlot | undefined, derived: Uint8Array, key: Uint8Array): Promise<VaultState> {
  if (vault.kind === "none") return "none";
  if (slot === undefined) return "unbound";
  const secret = await unwrap(vault, slot.secret);
  if (secret === undefined) return "foreign";
  const both = combineKeys(derived, secret);
  const same = unsealKey(slot.sealed, both, WITNESS_LABEL);
  secret.fill(0);
  both.fill(0);
  const isSame = same !== undefined && isSameSecret(same, key);
  same?.fill(0);
  return isSame ? "confirmed" : "foreign";
}

/** 32 new random bytes, wrapped by the vault, and what `seal` makes with them. */
async function wrapNew({ vault, randomBytes }: SlotPowers, seal: (secret: Uint8Array) => Sealed): Promise<{ readonly secret: string; readonly sealed: Sealed } | undefined> {
  if (vault.kind === "none") return undefined;
  const secret = Uint8Array.from(randomBytes(32));
  const wrapped = await vault.wrap(Uint8Array.from(secret)).catch(() => undefined);
  return wipe(wrapped === undefined ? undefined : { secret: toText(wrapped), sealed: seal(secret) }, secret);
}

const unwrap = async (vault: KeyVault, secret: string): Promise<Uint8Array | undefined> => (vault.kind === "none" ? undefined : await vault.unwrap(fromText(secret)).catch(() => undefined));

async function using32<T>(deriving: Promise<Uint8Array>, work: (derived: Uint8Array) => Promise<T>): Promise<T> {
  const derived = await deriving;
  try {
    return await work(derived);
  } finally {
    derived.fill(0);
  }
}

function wipe<T>(value: T, secret: Uint8Array): T {
  secret.fill(0);
  return value;
}
