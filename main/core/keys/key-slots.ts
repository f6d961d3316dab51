import { createHash } from "node:crypto";
import { z } from "zod";
import { argon2Cost } from "./derive-key.ts";

export const KEY_FORMAT = 1;

/** Bytes as base64url text. */
const bytes = (length: number) => z.base64url().refine((text) => Buffer.from(text, "base64url").length === length, `not ${length} bytes`);

/** A 32-byte key under AES-256-GCM. */
const sealed = z.object({ iv: bytes(12), box: bytes(32), tag: bytes(16) });
export type Sealed = z.infer<typeof sealed>;

const passphraseSlot = z.object({ kind: z.literal("passphrase"), version: z.literal(1), cost: argon2Cost, salt: bytes(16), sealed });
/** `secret` is 32 random bytes wrapped by the operating system's vault. `sealed` needs it and the passphrase, both. */
const vaultSlot = z.object({ kind: z.literal("os-vault"), version: z.literal(1), secret: z.base64url(), sealed });
/** Kinds to come, the reserved recovery slot first among them: kept word for word when the file is rewritten. */
const otherSlot = z.looseObject({ kind: z.string().refine((kind) => kind !== "passphrase" && kind !== "os-vault"), version: z.int() });

export type PassphraseSlot = z.infer<typeof passphraseSlot>;
export type VaultSlot = z.infer<typeof vaultSlot>;
export type OtherSlot = z.infer<typeof otherSlot>;
export type KeySlots = { readonly passphrase: PassphraseSlot; readonly vault: VaultSlot | undefined; readonly others: readonly OtherSlot[] };

const file = z.object({ format: z.literal(KEY_FORMAT), slots: z.array(z.unknown()), check: z.string() });
const slotList = z.array(z.union([passphraseSlot, vaultSlot, otherSlot]));

export type KeyReading =
  | { readonly kind: "good"; readonly slots: KeySlots }
  | { readonly kind: "newer"; readonly format: number }
  /** Not JSON, not this shape, or changed by accident: its own checksum disagrees. */
  | { readonly kind: "damaged" };

export function parseKeyFile(text: string): KeyReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "damaged" };
  }
  const format = z.looseObject({ format: z.int() }).safeParse(value);
  if (format.success && format.data.format > KEY_FORMAT) return { kind: "newer", format: format.data.format };
  const parsed = file.safeParse(value);
  if (!parsed.success || parsed.data.check !== checkOf(parsed.data.slots)) return { kind: "damaged" };
  const known = slotList.safeParse(parsed.data.slots);
  if (!known.success) return { kind: "damaged" };
  const slots = known.data;
  const passphrase = slots.find(isPassphraseSlot);
  if (passphrase === undefined) return { kind: "damaged" };
  return { kind: "good", slots: { passphrase, vault: slots.find(isVaultSlot), others: slots.filter(isOtherSlot) } };
}

export function keyFileToText({ passphrase, vault, others }: KeySlots): string {
  const slots = [passphrase, ...(vault === undefined ? [] : [vault]), ...others];
  return `${JSON.stringify({ format: KEY_FORMAT, slots, check: checkOf(slots) }, null, 2)}\n`;
}

type Slot = PassphraseSlot | VaultSlot | OtherSlot;

/** Tells accident from a wrong passphrase; it is no protection against a person. */
const checkOf = (slots: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(slots)).digest("base64url");

const isPassphraseSlot = (slot: Slot): slot is PassphraseSlot => slot.kind === "passphrase";
const isVaultSlot = (slot: Slot): slot is VaultSlot => slot.kind === "os-vault";
const isOtherSlot = (slot: Slot): slot is OtherSlot => !isPassphraseSlot(slot) && !isVaultSlot(slot);
