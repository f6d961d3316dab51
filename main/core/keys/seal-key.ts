import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Sealed } from "./key-slots.ts";

/** Puts a 32-byte key under another, by AES-256-GCM. `label` binds the box to its slot. */
export function sealKey(key: Uint8Array, under: Uint8Array, label: string, iv: Uint8Array): Sealed {
  const cipher = createCipheriv("aes-256-gcm", under, iv);
  cipher.setAAD(Buffer.from(label));
  const box = Buffer.concat([cipher.update(key), cipher.final()]);
  return { iv: toText(iv), box: toText(box), tag: toText(cipher.getAuthTag()) };
}

/** The key, or undefined when `under` is not what it was sealed with. */
export function unsealKey(sealed: Sealed, under: Uint8Array, label: string): Uint8Array | undefined {
  const decipher = createDecipheriv("aes-256-gcm", under, fromText(sealed.iv), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(label));
  decipher.setAuthTag(fromText(sealed.tag));
  const key = new Uint8Array(32);
  try {
    const opened = decipher.update(fromText(sealed.box));
    decipher.final();
    key.set(opened);
    opened.fill(0);
    return key;
  } catch {
    return undefined;
  }
}

/** One key out of two secrets: neither alone is of any use. */
export function combineKeys(fromPassphrase: Uint8Array, fromVault: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", fromVault, fromPassphrase, "guichet-os-vault-1", 32));
}

/** What a vault's secret seals with where it opens alone. */
export const ownKey = (fromVault: Uint8Array): Uint8Array => new Uint8Array(hkdfSync("sha256", fromVault, "", "guichet-vault-alone-1", 32));

export const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
export const fromText = (text: string): Buffer => Buffer.from(text, "base64url");
