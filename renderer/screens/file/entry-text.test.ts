import { expect, test } from "vitest";
import { readable } from "../../../shared/entry/readable-number.ts";
import { formats } from "../../../shared/i18n/format.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import type { FieldName, FieldValue } from "../../../shared/pge/file-fields.ts";
import { entryText } from "./entry-text.ts";

const stored: readonly (readonly [FieldName, FieldValue])[] = [
  ["amount", 125_000_050], ["amount", 1], ["amount", 100_000], ["turnover", 90_000_000_000_000], ["amount", 125_000], ["amount", 100_050],
  ["staffFrance", 4_999], ["staffFrance", 0], ["rateBps", 25], ["rateBps", 0], ["rateBps", 1_000], ["quotaByDecreePct", 90], ["foreseenGrantOn", "2020-04-15"],
  ["siren", "732829320"], ["iban", "FR7630006000011234567890189"], ["legalName", "Les Ateliers d’Armor"], ["phone", "+33299123456"], ["phone", "+3228900100"],
];

for (const language of ["fr", "en"] as const) {
  test(`what stands in a field is read back as the same value (${language})`, () => {
    for (const [field, value] of stored) {
      expect(parseFieldEntry(field, entryText(field, value, formats[language])), `${field} ${String(value)}`).toEqual({ ok: true, value });
    }
  });
}

test("commas between thousands are read as each language means them", () => {
  const read = (typed: string, language: "fr" | "en") => parseFieldEntry("amount", readable(typed, { language }));
  expect(read("1,250", "en")).toEqual({ ok: true, value: 125_000 });
  expect(read("1,250,000.50", "en")).toEqual({ ok: true, value: 125_000_050 });
  expect(read("1,250", "fr")).toEqual({ ok: false, error: "AMOUNT_AMBIGUOUS" });
  expect(read("1,25", "fr")).toEqual({ ok: true, value: 125 });
  expect(read("1,25", "en")).toEqual({ ok: true, value: 125 });
});
