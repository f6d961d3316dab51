import { isValidBIC, validateIBAN, ValidationErrorsIBAN } from "ibantools";
import type { Brand } from "../kernel/brand.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { withoutSpaces } from "./typed-text.ts";

/** An IBAN without spaces, upper case, both keys right. */
export type Iban = Brand<string, "Iban">;
/** 8 or 11 characters, upper case. */
export type Bic = Brand<string, "Bic">;
/** `BadRibKey`: the IBAN's own key is right, the RIB key inside (France, Monaco) is wrong. */
export type IbanError = { readonly type: "NotAnIban" | "UnknownCountry" | "BadLength" | "BadFormat" | "BadKey" | "BadRibKey" };
export type BicError = { readonly type: "NotABic" };

const STORED_IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/;

export function parseIban(typed: string): Result<Iban, IbanError> {
  const text = STORED_IBAN.test(typed) ? typed : withoutSpaces(typed).replaceAll(/[-.]/g, "").toUpperCase();
  if (!STORED_IBAN.test(text)) return err({ type: "NotAnIban" });
  const { valid, errorCodes } = validateIBAN(text);
  if (valid) return ok(text as Iban);
  const has = (code: ValidationErrorsIBAN): boolean => errorCodes.includes(code);
  if (has(ValidationErrorsIBAN.NoIBANCountry)) return err({ type: "UnknownCountry" });
  if (has(ValidationErrorsIBAN.WrongBBANLength)) return err({ type: "BadLength" });
  if (has(ValidationErrorsIBAN.WrongBBANFormat)) return err({ type: "BadFormat" });
  if (has(ValidationErrorsIBAN.WrongIBANChecksum) || has(ValidationErrorsIBAN.ChecksumNotNumber)) return err({ type: "BadKey" });
  return err({ type: /^(?:FR|MC)/.test(text) ? "BadRibKey" : "BadKey" });
}

export function parseBic(typed: string): Result<Bic, BicError> {
  const text = withoutSpaces(typed).toUpperCase();
  return isValidBIC(text) ? ok(text as Bic) : err({ type: "NotABic" });
}

/** The RIB key of a French or Monegasque account: 97 − (89 × bank + 15 × branch + 3 × account) mod 97, letters turned to digits. */
export function ribKey(bank: string, branch: string, account: string): string {
  const digits = (text: string): bigint => BigInt(text.toUpperCase().replaceAll(/[A-Z]/g, ribDigit));
  const rest = (89n * digits(bank) + 15n * digits(branch) + 3n * digits(account)) % 97n;
  return String(97n - rest).padStart(2, "0");
}

/** A and J are 1, B, K and S are 2 … I, R and Z are 9. */
function ribDigit(letter: string): string {
  const place = letter.charCodeAt(0) - 65;
  return String(place < 9 ? place + 1 : place < 18 ? place - 8 : place - 16);
}

/** The IBAN of a French account, RIB key and IBAN key computed. Bank and branch 5 digits, account 11 characters. */
export function frenchIban(bank: string, branch: string, account: string): string {
  const bban = `${bank}${branch}${account}${ribKey(bank, branch, account)}`;
  const numeric = `${bban}FR00`.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const key = 98n - (BigInt(numeric) % 97n);
  return `FR${String(key).padStart(2, "0")}${bban}`;
}
