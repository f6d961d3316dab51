import fc from "fast-check";
import { parseAmountEntry } from "../../../shared/entry/amount-entry.ts";
import { parseDateEntry } from "../../../shared/entry/date-entry.ts";
import { parseDecimalText } from "../../../shared/entry/decimal-text.ts";
import { checkIdentifier, IDENTIFIER_KINDS } from "../../../shared/entry/identifier.ts";
import { parseCountEntry, parsePercentEntry } from "../../../shared/entry/number-entry.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { parseRegistrationNumber, registrationNumber } from "../../../shared/sync/registration-number.ts";
import { someFields } from "../../../shared/testing/some-fields.ts";
import { jsonBytes, nearValue } from "../near-json.ts";
import { bytesOf, outcomeOf, same, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";

const samples = [
  "732829320", "732 829 320 00074", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP", "FR40303265045", "56.10A", "529900T8BM49AURSDO55", "12 500,50", "1.250.000,00 €", "15/04/2020", "15 avril 2020", "2020-04-15", "90 %", "0,25", "12", registrationNumber(1, Uint8Array.of(1, 2, 3, 4, 5)),
];
type Read = (typed: string) => { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };
const readers: readonly (readonly [string, Read])[] = [
  ["amount", parseAmountEntry], ["date", parseDateEntry], ["decimal", parseDecimalText], ["count", parseCountEntry], ["percent", parsePercentEntry], ["legal date", parseLegalDate], ["registration number", parseRegistrationNumber],
  ...IDENTIFIER_KINDS.map((kind): readonly [string, Read] => [kind, (typed) => checkIdentifier(kind, typed)]),
];
/** What is read has one written form, and reads as itself. */
const WRITTEN = new Set<string>(["legal date", "registration number", ...IDENTIFIER_KINDS]);

const typedText = fc.oneof(fc.constantFrom(...samples), fc.string({ unit: "binary", maxLength: 30 }), fc.stringMatching(/^[ \u00a00-9.,+eE€%/-]{0,24}$/), fc.tuple(fc.constantFrom(...samples), fc.nat(40), fc.string({ unit: "binary", maxLength: 2 })).map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + 1)));

const texts: Parser = {
  name: "typed-texts", source: "shared/entry/", mostBytes: 20_000,
  open: () => ({
    samples: samples.map(bytesOf), near: typedText.map(bytesOf), words: ["€", "\u00a0", "\u202f", "FR", "avril", ","],
    feed: (input) => {
      const typed = textOf(input);
      isUuid(typed);
      const told = readers.map(([name, read]) => {
        const result = read(typed);
        if (result.ok && WRITTEN.has(name)) {
          const again = read(String(result.value));
          if (!again.ok) throw new Error(`a ${name} that was read is refused as it was written`);
          same(`a ${name}`, again.value, result.value);
        }
        return outcomeOf(result).split(" ").at(-1);
      });
      return `${told.includes("accepted") ? "accepted" : "refused"} ${told.join(",")}`;
    },
  }),
};

const fields = Object.entries(someFields(1));
const stored: Parser = {
  name: "fields", source: "shared/pge/stored-field.ts",
  open: () => ({
    samples: fields.map(jsonBytes),
    near: fc.constantFrom(...fields).chain(([name, value]) => fc.tuple(fc.oneof(fc.constant(name), fc.constantFrom(...FIELD_NAMES)), nearValue(value))).map(jsonBytes),
    words: FIELD_NAMES,
    feed: (input): Outcome => {
      const pair = valueOf(input);
      const [name, value]: readonly unknown[] = Array.isArray(pair) ? pair : [];
      const field = FIELD_NAMES.find((known) => known === name);
      if (field === undefined) return "refused no-field";
      const read = parseStoredField(field, value);
      // What a person types goes through the other gate, and what that takes has to pass this one.
      if (typeof value === "string") {
        const entered = parseFieldEntry(field, value);
        if (entered.ok && entered.value !== undefined && entered.value !== null && !parseStoredField(field, entered.value).ok) throw new Error(`what was typed into ${field} is taken, and refused as it is stored`);
      }
      if (!read.ok) return `refused ${read.error.code}`;
      const again = parseStoredField(field, JSON.parse(JSON.stringify(read.value)));
      if (!again.ok) throw new Error(`${field} is refused when it comes back`);
      return `accepted ${field}`;
    },
  }),
};

export const entryParsers: readonly Parser[] = [texts, stored];
