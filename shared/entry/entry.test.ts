import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAmountEntry } from "./amount-entry.ts";
import { parseDateEntry } from "./date-entry.ts";
import { parseCountEntry, parsePercentEntry } from "./number-entry.ts";

const value = <T, E extends { readonly type: string }>(result: { ok: true; value: T } | { ok: false; error: E }) => (result.ok ? result.value : result.error.type);
const amounts = (typed: readonly string[]) => typed.map((text) => value(parseAmountEntry(text)));

test("[EN1] spaces of every kind group thousands, the comma is decimal", () => {
  const ways = ["1 250 000,50", "1\u00a0250\u00a0000,50", "1\u202f250\u202f000,50", "1250000,50", "1250000,5", "1250000.50", " 1 250 000,50 € ", "1 250 000,50 EUR", "1 250 000,500"];
  expect(new Set(amounts(ways))).toEqual(new Set([125_000_050]));
  expect(amounts(["0", "0,5", "12.5", "7", "0.125 M€"])).toEqual([0, 50, 1_250, 700, 12_500_000]);
});

test("[EN1] k€, M€ and Md€ multiply, only when written", () => {
  expect(amounts(["1,2 M€", "1,2M€", "500 k€", "500K€", "0,5 Md€", "2 millions d'euros", "1,5 million", "3 milliards", "500"])).toEqual([
    120_000_000, 120_000_000, 50_000_000, 50_000_000, 50_000_000_000, 200_000_000, 150_000_000, 300_000_000_000, 50_000,
  ]);
  expect(amounts(["1,2345678 M€", "1,23456789 M€"])).toEqual([123_456_780, "TooPrecise"].map((v, i) => (i === 0 ? v : 123_456_789)));
  expect(amounts(["1,234567891 M€", "500 m", "500 k"])).toEqual(["TooPrecise", "NotAnAmount", "NotAnAmount"]);
});

test("[EN2] dots and commas that may be thousands are refused as ambiguous, never guessed, a unit behind them or not", () => {
  const ambiguous = ["1.250", "125.000", "1.250.000", "1,250", "1,234", "125,000", "1,250.00", "1.250,00", "1,250,000", "1'250", "1,250 €", "1.250 k€", "1,250 M€"];
  expect(amounts(ambiguous)).toEqual(ambiguous.map(() => "Ambiguous"));
  expect(amounts(["1250.500", "1250,500", "0.500", "0,500", "1 250.50", "1 250,500", "1,25 M€", "1,2500 M€"])).toEqual([125_050, 125_050, 50, 50, 125_050, 125_050, 125_000_000, 125_000_000]);
  expect(["12,000", "12.000", "1,250"].map((text) => value(parseCountEntry(text)))).toEqual(["Ambiguous", "Ambiguous", "Ambiguous"]);
  expect(["1,250", "90,000 %"].map((text) => value(parsePercentEntry(text)))).toEqual(["Ambiguous", "Ambiguous"]);
});

test("[EN1] what is no amount has its own error", () => {
  expect(amounts(["-5", "− 5", "abc", "", "€", "1 2", "12 50 000", "1,2345", "5,", ",", "1e5", "12 €€"])).toEqual([
    "Negative", "Negative", "NotAnAmount", "NotAnAmount", "NotAnAmount", "NotAnAmount", "NotAnAmount", "TooPrecise", "NotAnAmount", "NotAnAmount", "NotAnAmount", "NotAnAmount",
  ]);
  expect(amounts(["9 000 000 000 000", "9 000 000 000 000,01", "99999999999999999999"])).toEqual([900_000_000_000_000, "TooLarge", "TooLarge"]);
});

test("[EN1] an amount written the French way is read back exactly", () => {
  const write = (cents: number): string => {
    const units = String(Math.floor(cents / 100)).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f");
    return `${units},${String(cents % 100).padStart(2, "0")}\u00a0€`;
  };
  fc.assert(fc.property(fc.integer({ min: 0, max: 900_000_000_000_000 }), (cents) => { expect(value(parseAmountEntry(write(cents)))).toBe(cents); }));
});

test("[EN1] any text at all is answered, never with a fraction of a cent", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d .,kM€-]{0,14}$/)), (text) => {
      const parsed = parseAmountEntry(text);
      if (parsed.ok) expect(Number.isSafeInteger(parsed.value) && parsed.value >= 0).toBe(true);
    }),
  );
});

test("[EN3] dates day first, solid or separated, two or four digits of year, and ISO", () => {
  const ways = ["15/04/2020", "15/4/20", "15.04.2020", "15-04-2020", "15 04 2020", "15042020", "150420", "2020-04-15", " 15/04/2020\u00a0"];
  expect(new Set(ways.map((text) => value(parseDateEntry(text))))).toEqual(new Set(["2020-04-15"]));
  expect(["01/01/49", "01/01/50"].map((text) => value(parseDateEntry(text)))).toEqual(["2049-01-01", "1950-01-01"]);
});

test("[EN3] a day that does not exist is told apart from what is no date", () => {
  const errors = (typed: readonly string[]) => typed.map((text) => value(parseDateEntry(text)));
  expect(errors(["31/02/2020", "29/02/2021", "00/01/2020", "15/13/2020", "2020-02-30"])).toEqual(Array(5).fill("NoSuchDay"));
  expect(errors(["", "15", "15/04", "15/04/202", "avril 2020", "2020/04/15", "1/4"])).toEqual(Array(7).fill("NotADate"));
  expect(value(parseDateEntry("29/02/2020"))).toBe("2020-02-29");
});

test("[EN4] counts are whole, percents keep two decimals", () => {
  expect(["1 250", "0", "12,0", "1,5", "-1", "12 salariés", "1.250"].map((text) => value(parseCountEntry(text)))).toEqual([1_250, 0, 12, "NotACount", "Negative", "NotACount", "Ambiguous"]);
  expect(["90", "90 %", "97,5 %", "0,25", "0,255", "-1", "x"].map((text) => value(parsePercentEntry(text)))).toEqual([9_000, 9_000, 9_750, 25, "TooPrecise", "Negative", "NotAPercent"]);
});
