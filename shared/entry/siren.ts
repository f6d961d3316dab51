import type { Brand } from "../kernel/brand.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { hasLuhnKey } from "./luhn.ts";
import { withoutSpaces } from "./typed-text.ts";

/** Nine digits with a right key. One gate: {@link parseSiren}. */
export type Siren = Brand<string, "Siren">;
export type SirenError = { readonly type: "NotNineDigits" | "BadChecksum" };

/** Spaces and dots between digits are put aside. */
export function parseSiren(typed: string): Result<Siren, SirenError> {
  const digits = withoutSpaces(typed).replaceAll(".", "");
  if (!/^\d{9}$/.test(digits)) return err({ type: "NotNineDigits" });
  return isSiren(digits) ? ok(digits) : err({ type: "BadChecksum" });
}

const NOBODY = "000000000";
/** For text already in stored form: nine digits, no spaces, key right. Nine zeros have a right key and are nobody's number. */
export const isSiren = (text: string): text is Siren => /^\d{9}$/.test(text) && text !== NOBODY && hasLuhnKey(text);

/** The VAT number that follows from a SIREN: `FR`, a two-digit key, the SIREN. Older and foreign letter keys exist besides. */
export function vatOfSiren(siren: Siren): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, "0")}${siren}`;
}
