import { createHash } from "node:crypto";
import { z } from "zod";
import { argon2Cost } from "./derive-key.ts";

/** 1: opened by the passphrase. 2: a slot is there that a reader of 1 knows nothing of, and would rewrite or take for damage. */
export const KEY_FORMAT = 2;

/** Bytes as base64url text. */
const bytes = (length: number) => z.base64url().refine((text) => Buffer.from(text, "base64url").length === length, `not ${length} bytes`);

/** A 32-byte key under AES-256-GCM. */
export const sealed = z.object({ iv: bytes(12), box: bytes(32), tag: bytes(16) });
export type Sealed = z.infer<typeof sealed>;

const passphraseSlot = z.object({ kind: z.literal("passphrase"), version: z.literal(1), cost: argon2Cost, salt: bytes(16), sealed });
/** `secret` is 32 random bytes wrapped by the operating system's vault. `sealed` needs it and the passphrase, both. */
const vaultSlot = z.object({ kind: z.literal("os-vault"), version: z.literal(1), secret: z.base64url(), sealed });
/** Opened by the operating system's vault alone: `secret` is 32 random bytes that it wrapped. */
const aloneSlot = z.object({ kind: z.literal("vault"), version: z.literal(1), secret: z.base64url(), sealed });
/** In place of the passphrase's: needs it and the vault's secret, both. */
const bothSlot = z.object({ kind: z.literal("both"), version: z.literal(1), cost: argon2Cost, salt: bytes(16), secret: z.base64url(), sealed });
const KINDS: readonly string[] = ["passphrase", "os-vault", "vault", "both"];
/** Other kinds: kept word for word when the file is rewritten. */
const otherSlot = z.looseObject({ kind: z.string().refine((kind) => !KINDS.includes(kind)), version: z.int() });

export type PassphraseSlot = z.infer<typeof passphraseSlot>;
export type VaultSlot = z.infer<typeof vaultSlot>;
export type AloneSlot = z.infer<typeof aloneSlot>;
export type BothSlot = z.infer<typeof bothSlot>;
export type OtherSlot = z.infer<typeof otherSlot>;
export type KeySlots = {
  /** The one that asks for the passphrase. */
  readonly passphrase: PassphraseSlot | BothSlot;
  /** Bears witness to the place; opens nothing alone. */
  readonly vault: VaultSlot | undefined;
  readonly alone: AloneSlot | undefined;
  readonly others: readonly OtherSlot[];
};

const file = z.object({ format: z.union([z.literal(1), z.literal(KEY_FORMAT)]), slots: z.array(z.unknown()), check: z.string() });
const slotList = z.array(z.union([passphraseSlot, vaultSlot, aloneSlot, bothSlot, otherSlot]));

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
  const [passphrase, ...more] = slots.filter(asksPassphrase);
  const alone = slots.find(isAloneSlot);
  // Two would be two ways of which one is weaker than it says.
  if (passphrase === undefined || more.length > 0 || (passphrase.kind === "both" && alone !== undefined)) return { kind: "damaged" };
  return { kind: "good", slots: { passphrase, vault: slots.find(isVaultSlot), alone, others: slots.filter(isOtherSlot) } };
}

export function keyFileToText({ passphrase, vault, alone, others }: KeySlots): string {
  const slots = [passphrase, ...(vault === undefined ? [] : [vault]), ...(alone === undefined ? [] : [alone]), ...others];
  const format = passphrase.kind === "both" || alone !== undefined ? KEY_FORMAT : 1;
  return `${JSON.stringify({ format, slots, check: checkOf(slots) }, null, 2)}\n`;
}

type Slot = PassphraseSlot | VaultSlot | AloneSlot | BothSlot | OtherSlot;

/** Tells accident from a wrong passphrase; it is no protection against a person. */
const checkOf = (slots: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(slots)).digest("base64url");

const asksPassphrase = (slot: Slot): slot is PassphraseSlot | BothSlot => slot.kind === "passphrase" || slot.kind === "both";
const isAloneSlot = (slot: Slot): slot is AloneSlot => slot.kind === "vault";
const isVaultSlot = (slot: Slot): slot is VaultSlot => slot.kind === "os-vault";
const isOtherSlot = (slot: Slot): slot is OtherSlot => !KINDS.includes(slot.kind);
