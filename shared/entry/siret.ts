import { validate as validateSiret } from "stdnum/lib/cjs/fr/siret.js";
import type { Brand } from "../kernel/brand.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isSiren, type Siren } from "./siren.ts";
import { withoutSpaces } from "./typed-text.ts";

/** Fourteen digits with a right key, La Poste's own rule included. One gate: {@link parseSiret}. */
export type Siret = Brand<string, "Siret">;
export type SiretError = { readonly type: "NotFourteenDigits" | "BadChecksum" };

/** For text already in stored form; its SIREN must be right too. */
export const isSiret = (text: string): text is Siret => /^\d{14}$/.test(text) && validateSiret(text).isValid && isSiren(text.slice(0, 9));

export function parseSiret(typed: string): Result<Siret, SiretError> {
  const digits = withoutSpaces(typed).replaceAll(".", "");
  if (!/^\d{14}$/.test(digits)) return err({ type: "NotFourteenDigits" });
  return isSiret(digits) ? ok(digits) : err({ type: "BadChecksum" });
}

export const sirenOfSiret = (siret: Siret): Siren => siret.slice(0, 9) as Siren;
