import { validate as validateVat } from "stdnum/lib/cjs/fr/tva.js";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseBic, parseIban, type BicError, type IbanError } from "./bank-account.ts";
import { parseNaf, type NafError } from "./naf.ts";
import { parseSiren, type SirenError } from "./siren.ts";
import { parseSiret, type SiretError } from "./siret.ts";
import { withoutSpaces } from "./typed-text.ts";

export const IDENTIFIER_KINDS = ["siren", "siret", "iban", "bic", "tva", "naf", "lei"] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export const isIdentifierKind = (text: string): text is IdentifierKind => (IDENTIFIER_KINDS as readonly string[]).includes(text);

export type IdentifierError = SirenError | SiretError | IbanError | BicError | NafError | { readonly type: "NotAVatNumber" | "NotALei" };

/** The identifier in its stored form (no spaces, upper case), or why it is not one. */
export function checkIdentifier(kind: IdentifierKind, typed: string): Result<string, IdentifierError> {
  switch (kind) {
    case "siren":
      return parseSiren(typed);
    case "siret":
      return parseSiret(typed);
    case "iban":
      return parseIban(typed);
    case "bic":
      return parseBic(typed);
    case "naf":
      return parseNaf(typed);
    case "tva":
      return parseFrenchVat(typed);
    case "lei":
      return parseLei(typed);
  }
}

/** French VAT numbers: the country code is required; keys in digits, and the older and foreign ones in letters. */
function parseFrenchVat(typed: string): Result<string, IdentifierError> {
  const text = withoutSpaces(typed).replaceAll(/[-.]/g, "").toUpperCase();
  if (!/^FR[0-9A-HJ-NP-Z]{2}\d{9}$/.test(text)) return err({ type: "NotAVatNumber" });
  return validateVat(text).isValid && !text.endsWith("000000000") ? ok(text) : err({ type: "BadChecksum" });
}

/** Legal entity identifier: 18 letters or digits and a two-digit key, whole number mod 97 equal to 1. */
function parseLei(typed: string): Result<string, IdentifierError> {
  const text = withoutSpaces(typed).toUpperCase();
  if (!/^[A-Z0-9]{18}\d{2}$/.test(text)) return err({ type: "NotALei" });
  const numeric = text.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(numeric) % 97n === 1n ? ok(text) : err({ type: "BadChecksum" });
}
