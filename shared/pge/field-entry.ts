import { isValidPhoneNumber, parsePhoneNumberWithError } from "libphonenumber-js/min";
import { parseAmountEntry, type AmountError } from "../entry/amount-entry.ts";
import { parseBic, parseIban, type IbanError } from "../entry/bank-account.ts";
import { parseDateEntry } from "../entry/date-entry.ts";
import { parseNaf, type NafError } from "../entry/naf.ts";
import { parseCountEntry, parsePercentEntry } from "../entry/number-entry.ts";
import { parseSiren } from "../entry/siren.ts";
import { parseSiret } from "../entry/siret.ts";
import { plainSpaces, withoutSpaces } from "../entry/typed-text.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isStorableText } from "../kernel/wire-text.ts";
import type { FieldErrorCode } from "./field-errors.ts";
import { isSchemeCode } from "./facts.ts";
import { fileFields, type FieldKind, type FieldName, type FieldValue } from "./file-fields.ts";

type Read = Result<FieldValue, FieldErrorCode>;

/**
 * What a person typed in a field, to its stored form. Blank text is refused here (`TEXT_BLANK`): emptying a field is the caller's act.
 * Lists (`cents-list`) take one amount per line or separated by semicolons; `loans` are typed field by field and never arrive here.
 */
export const parseFieldEntry = (name: FieldName, typed: string): Read => parseEntry(fileFields[name], typed);

/** The same for any value of a kind that files know. */
export function parseEntry(spec: FieldKind, typed: string): Read {
  if (!isStorableText(typed)) return err("TEXT_NOT_STORABLE");
  if (plainSpaces(typed) === "") return err("TEXT_BLANK");
  return readers[spec.kind](typed, spec);
}

const AMOUNT_CODES = {
  NotAnAmount: "AMOUNT_FORMAT", Ambiguous: "AMOUNT_AMBIGUOUS", Negative: "AMOUNT_NEGATIVE", TooLarge: "AMOUNT_TOO_LARGE", TooPrecise: "AMOUNT_TOO_PRECISE",
} as const satisfies Record<AmountError["type"], FieldErrorCode>;
const IBAN_CODES = {
  NotAnIban: "IBAN_FORMAT", UnknownCountry: "IBAN_COUNTRY", BadLength: "IBAN_LENGTH", BadFormat: "IBAN_FORMAT", BadKey: "IBAN_KEY", BadRibKey: "RIB_KEY",
} as const satisfies Record<IbanError["type"], FieldErrorCode>;

type Reader = (typed: string, spec: FieldKind) => Read;
const readers: Record<FieldKind["kind"], Reader> = {
  text: (typed, spec) => {
    const text = plainSpaces(typed);
    return spec.kind === "text" && text.length > spec.max ? err("TEXT_TOO_LONG") : ok(text);
  },
  siren: (typed) => {
    const siren = parseSiren(typed);
    return siren.ok ? siren : err(siren.error.type === "NotNineDigits" ? "SIREN_LENGTH" : "SIREN_CHECKSUM");
  },
  siret: (typed) => {
    const siret = parseSiret(typed);
    return siret.ok ? siret : err(siret.error.type === "NotFourteenDigits" ? "SIRET_LENGTH" : "SIRET_CHECKSUM");
  },
  naf: (typed) => {
    const naf = parseNaf(typed);
    return naf.ok ? naf : err(NAF_FAULTS[naf.error.type]);
  },
  "legal-form": (typed) => digits(typed, 4, "LEGAL_FORM_FORMAT"),
  "postal-code": (typed) => digits(typed, 5, "POSTAL_CODE_FORMAT"),
  iban: (typed) => {
    const iban = parseIban(typed);
    return iban.ok ? iban : err(IBAN_CODES[iban.error.type]);
  },
  bic: (typed) => {
    const bic = parseBic(typed);
    return bic.ok ? bic : err("BIC_FORMAT");
  },
  phone: (typed) => {
    const text = plainSpaces(typed);
    return isValidPhoneNumber(text, "FR") ? ok(parsePhoneNumberWithError(text, "FR").number) : err("PHONE_FORMAT");
  },
  email: (typed) => {
    const text = withoutSpaces(typed);
    return EMAIL.test(text) && text.length <= 254 ? ok(text) : err("EMAIL_FORMAT");
  },
  cents: (typed) => {
    const amount = parseAmountEntry(typed);
    return amount.ok ? amount : err(AMOUNT_CODES[amount.error.type]);
  },
  "cents-list": (typed, spec) => {
    const amounts: number[] = [];
    for (const part of typed.split(/[;\n]/).filter((line) => plainSpaces(line) !== "")) {
      const amount = parseAmountEntry(part);
      if (!amount.ok) return err(AMOUNT_CODES[amount.error.type]);
      amounts.push(amount.value);
    }
    return spec.kind === "cents-list" && amounts.length > spec.max ? err("LIST_TOO_LONG") : ok(amounts);
  },
  count: (typed, spec) => {
    const count = parseCountEntry(typed);
    if (!count.ok) return err(count.error.type === "Ambiguous" ? "NUMBER_AMBIGUOUS" : count.error.type === "NotACount" ? "COUNT_FORMAT" : "COUNT_RANGE");
    return spec.kind === "count" && (count.value < spec.min || count.value > spec.max) ? err("COUNT_RANGE") : count;
  },
  percent: (typed) => {
    const percent = parsePercentEntry(typed);
    if (!percent.ok) return err(percent.error.type === "Ambiguous" ? "NUMBER_AMBIGUOUS" : percent.error.type === "Negative" || percent.error.type === "TooLarge" ? "PERCENT_RANGE" : "PERCENT_FORMAT");
    if (percent.value > 10_000) return err("PERCENT_RANGE");
    return percent.value % 100 === 0 ? ok(percent.value / 100) : err("PERCENT_FORMAT");
  },
  rate: (typed) => {
    const rate = parsePercentEntry(typed);
    if (!rate.ok) return err(rate.error.type === "Ambiguous" ? "NUMBER_AMBIGUOUS" : rate.error.type === "Negative" || rate.error.type === "TooLarge" ? "RATE_RANGE" : "RATE_FORMAT");
    return rate.value > MAX_RATE_BPS ? err("RATE_RANGE") : rate;
  },
  date: (typed) => {
    const date = parseDateEntry(typed);
    return date.ok ? date : err(date.error.type === "NoSuchDay" ? "DATE_NO_SUCH_DAY" : "DATE_FORMAT");
  },
  "yes-no": (typed) => {
    const answer = plainSpaces(typed).toLowerCase();
    if (["oui", "o", "yes", "y", "vrai", "true", "1"].includes(answer)) return ok(true);
    return ["non", "n", "no", "faux", "false", "0"].includes(answer) ? ok(false) : err("YES_NO_FORMAT");
  },
  choice: (typed, spec) => {
    const code = plainSpaces(typed).toUpperCase();
    return spec.kind === "choice" && (spec.of.includes(code) || (spec.open === true && isSchemeCode(code))) ? ok(code) : err("CHOICE_UNKNOWN");
  },
  loans: () => err("WRONG_TYPE"),
};

export const NAF_FAULTS: Readonly<Record<NafError["type"], FieldErrorCode>> = { NotANaf: "NAF_FORMAT", UnknownDivision: "NAF_DIVISION", UnknownClass: "NAF_CLASS" };
/** 100 %: a typing mistake past it is certain. */
export const MAX_RATE_BPS = 10_000;
export const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;".]+(?:\.[^\s@<>,;".]+)+$/;

function digits(typed: string, length: number, code: FieldErrorCode): Read {
  const text = withoutSpaces(typed);
  return /^\d+$/.test(text) && text.length === length ? ok(text) : err(code);
}
