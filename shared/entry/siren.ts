import { validate as validateSiren } from "stdnum/lib/cjs/fr/siren.js";
import { validate as validateSiret } from "stdnum/lib/cjs/fr/siret.js";
import type { Brand } from "../kernel/brand.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { withoutSpaces } from "./typed-text.ts";

/** Nine digits with a right key. One gate: {@link parseSiren}. */
export type Siren = Brand<string, "Siren">;
/** Fourteen digits with a right key, La Poste's own rule included. One gate: {@link parseSiret}. */
export type Siret = Brand<string, "Siret">;
export type SirenError = { readonly type: "NotNineDigits" | "BadChecksum" };
export type SiretError = { readonly type: "NotFourteenDigits" | "BadChecksum" };

/** Spaces and dots between digits are put aside. */
export function parseSiren(typed: string): Result<Siren, SirenError> {
  const digits = withoutSpaces(typed).replaceAll(".", "");
  if (!/^\d{9}$/.test(digits)) return err({ type: "NotNineDigits" });
  return isSiren(digits) ? ok(digits) : err({ type: "BadChecksum" });
}

const NOBODY = "000000000";
/** For text already in stored form: nine digits, no spaces, key right. Nine zeros have a right key and are nobody's number. */
export const isSiren = (text: string): text is Siren => /^\d{9}$/.test(text) && text !== NOBODY && validateSiren(text).isValid;
/** Same for a SIRET; its SIREN must be right too. */
export const isSiret = (text: string): text is Siret => /^\d{14}$/.test(text) && validateSiret(text).isValid && isSiren(text.slice(0, 9));

export function parseSiret(typed: string): Result<Siret, SiretError> {
  const digits = withoutSpaces(typed).replaceAll(".", "");
  if (!/^\d{14}$/.test(digits)) return err({ type: "NotFourteenDigits" });
  return isSiret(digits) ? ok(digits) : err({ type: "BadChecksum" });
}

export const sirenOfSiret = (siret: Siret): Siren => siret.slice(0, 9) as Siren;

/** The VAT number that follows from a SIREN: `FR`, a two-digit key, the SIREN. Older and foreign letter keys exist besides. */
export function vatOfSiren(siren: Siren): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, "0")}${siren}`;
}
