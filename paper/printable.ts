import { canSet } from "./fonts.ts";

/** Stands for a sign that no font of ours has. */
const MISSING = "\u25a1";

/**
 * A text as it can be set: composed accents, no control characters and no marks that steer direction or join signs. A sign without a glyph becomes a white square:
 * a paper must show that something is there, and PDF/UA allows no glyph without its character.
 */
export function printable(text: string): string {
  const plain = text.normalize("NFC").replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replaceAll(/[\p{Cf}\p{Variation_Selector}]/gu, "");
  return Array.from(plain, (sign) => (canSet(sign) ? sign : MISSING)).join("");
}
