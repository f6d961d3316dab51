import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, addYears, compareDates, dateToDayNumber, daysBetween, daysInMonth, legalDate, parseLegalDate } from "./legal-date.ts";

test("[KE2] only a day that exists is one", () => {
  expect(["2020-02-29", "2000-02-29", "2020-12-31", "9999-12-31"].map((text) => parseLegalDate(text).ok)).toEqual([true, true, true, true]);
  const wrong = ["2021-02-29", "1900-02-29", "2020-04-31", "2020-13-01", "2020-00-10", "2020-01-00", "20-01-01", "2020-1-1", " 2020-01-01", "2020-01-01T00:00", "", 20_200_101, null];
  expect(wrong.filter((text) => parseLegalDate(text).ok)).toEqual([]);
  expect(() => legalDate("2020-02-30")).toThrow();
});

const days = fc.integer({ min: -200_000, max: 800_000 }).map((n) => addDays(legalDate("1970-01-01"), n));

test("[KE2] day numbers count days, and go back", () => {
  expect([dateToDayNumber(legalDate("1970-01-01")), dateToDayNumber(legalDate("2020-03-01"))]).toEqual([0, 18_322]);
  fc.assert(fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (day, n) => { expect(daysBetween(day, addDays(day, n))).toBe(n); }));
});

test("[KE2] the order of texts is the order of days", () => {
  fc.assert(fc.property(days, days, (a, b) => { expect(Math.sign(compareDates(a, b))).toBe(Math.sign(dateToDayNumber(a) - dateToDayNumber(b))); }));
});

test("[KE3] months are added to the same day, or to the last one of a shorter month", () => {
  expect([addMonths(legalDate("2020-01-31"), 1), addMonths(legalDate("2021-01-31"), 1), addMonths(legalDate("2020-01-31"), 2), addMonths(legalDate("2020-03-31"), -1)]).toEqual([
    "2020-02-29", "2021-02-28", "2020-03-31", "2020-02-29",
  ]);
  expect([addMonths(legalDate("2020-12-15"), 1), addMonths(legalDate("2020-01-15"), -1), addYears(legalDate("2020-02-29"), 1), addYears(legalDate("2020-02-29"), 4)]).toEqual([
    "2021-01-15", "2019-12-15", "2021-02-28", "2024-02-29",
  ]);
});

test("[KE3] twelve months are a year, and no addition leaves the month it aims at", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
      const later = addMonths(day, months);
      const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
      expect(Number(later.slice(0, 4)) * 12 + Number(later.slice(5, 7)) - 1).toBe(index);
      expect(parseLegalDate(later).ok).toBe(true);
    }),
  );
  expect([daysInMonth(2020, 2), daysInMonth(2021, 2), daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2020, 4)]).toEqual([29, 28, 28, 29, 30]);
});

/** Dates, a schedule and entry, in a process whose clock is elsewhere. */
const elsewhere = (zone: string): string => {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const code = `
    const d = await import(${at("./legal-date.ts")});
    const { assess } = await import(${at("../testing/assess-pge.ts")});
    const { someFacts } = await import(${at("../testing/facts.ts")});
    const { parseDateEntry } = await import(${at("../entry/date-entry.ts")});
    const days = Array.from({ length: 1200 }, (_, n) => d.addDays(d.legalDate("2019-12-15"), n));
    const out = [new Date(2020, 0, 1).getTimezoneOffset(), days, days.map((day) => d.dateToDayNumber(day)), days.map((day) => d.addMonths(day, 13)), parseDateEntry("15/04/2020"),
      days.map((day) => { const a = assess(someFacts({ grantOn: day, request: { totalYears: 2, rateBps: 10, periodicity: "TRIMESTRIELLE" } })); return [a.decision, a.refusals, a.schedule.value]; })];
    process.stdout.write(JSON.stringify(out));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], { env: { ...process.env, TZ: zone }, encoding: "utf8", maxBuffer: 1 << 28 });
};

test("[KE2] the same days, verdicts and schedules in Paris, La Réunion, Nouméa and Los Angeles", { timeout: 30_000 }, () => {
  const told = ["Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "America/Los_Angeles"].map((zone) => elsewhere(zone));
  const rest = told.map((text) => text.slice(text.indexOf(",")));
  expect(told.map((text) => Number(text.slice(1, text.indexOf(","))))).toEqual([-60, -240, -660, 480]);
  expect(new Set(rest).size).toBe(1);
});
