import { expect, test } from "vitest";
import { registrationNumber } from "../../shared/sync/registration-number.ts";
import { verificationRequestSchema } from "../../shared/sync/verification.ts";
import { readEntry, type Typed } from "./read-entry.ts";

const number = registrationNumber(1, Uint8Array.of(251, 90, 230, 77, 199));
const typed: Typed = { number, siren: "732 829 320", amount: "250 000,50" };
const faultsOf = (over: Partial<Typed>, language: "fr" | "en" = "fr"): readonly string[] => {
  const entry = readEntry({ ...typed, ...over }, language);
  return entry.ok ? [] : entry.error.map(({ text }) => text);
};

test.each([
  ["as it is printed", typed],
  ["as it is said and copied", { number: ` ${number.toLowerCase().replaceAll("-", " ")} `, siren: "732829320", amount: "250000,5 €" }],
  ["from a word processor, with its own dashes and wide spaces", { number: number.replaceAll("-", "\u2011"), siren: "732\u202f829\u202f320", amount: "250\u00a0000,50" }],
])("what is typed %s is what the centre takes", (_how, given) => {
  const entry = readEntry(given, "fr");
  expect(entry).toEqual({ ok: true, value: { number, siren: "732829320", amount: 25_000_050 } });
  expect(verificationRequestSchema.safeParse(entry.ok ? entry.value : undefined).success).toBe(true);
});

test("an amount is read as its reader's language means it", () => {
  const amount = (text: string, language: "fr" | "en"): number | undefined => {
    const entry = readEntry({ ...typed, amount: text }, language);
    return entry.ok ? entry.value.amount : undefined;
  };
  expect([amount("250,000", "en"), amount("250,000.50", "en"), amount("250,00", "fr"), amount("250 k€", "fr")]).toEqual([25_000_000, 25_000_050, 25_000, 25_000_000]);
  expect(faultsOf({ amount: "250,000" })).toEqual(["amount.Ambiguous"]);
});

test("each fault is of its field, all of them at once, in the order of the page", () => {
  const entry = readEntry({ number: "", siren: "", amount: " " }, "fr");
  expect(entry).toEqual({ ok: false, error: [{ field: "number", text: "number.REQUIRED" }, { field: "siren", text: "siren.REQUIRED" }, { field: "amount", text: "amount.REQUIRED" }] });
  const wrongCheck = `${number.slice(0, -1)}${number.endsWith("0") ? "1" : "0"}`;
  const cases: readonly (readonly [Partial<Typed>, string])[] = [
    [{ number: "250 000" }, "number.NotANumber"], [{ number: wrongCheck }, "number.BadCheck"], [{ siren: "73282932" }, "siren.NotNineDigits"], [{ siren: "732829321" }, "siren.BadChecksum"],
    [{ amount: "beaucoup" }, "amount.NotAnAmount"], [{ amount: "0" }, "amount.Negative"], [{ amount: "-5" }, "amount.Negative"], [{ amount: "1,005" }, "amount.Ambiguous"],
    [{ amount: "10,005" }, "amount.Ambiguous"], [{ amount: "1000,005" }, "amount.TooPrecise"], [{ amount: "99999999999999" }, "amount.TooLarge"],
  ];
  for (const [over, fault] of cases) expect([over, faultsOf(over)]).toEqual([over, [fault]]);
});
