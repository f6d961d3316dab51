import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { legalDate } from "../kernel/legal-date.ts";
import { HOLIDAY_ZONES, zoneOfPostalCode, type HolidayZone } from "./holiday-zone.ts";
import { holidaysOf } from "./holidays.ts";
import { addWorkingDays, isWorkingDay, workingDaysUntil } from "./working-days.ts";

const works = (day: string, zone: HolidayZone): boolean => isWorkingDay(legalDate(day), zone);

test("[AD3] the eleven holidays of the general law, year after year", () => {
  expect([...holidaysOf(2020, "METROPOLE")].toSorted()).toEqual([
    "2020-01-01", "2020-04-13", "2020-05-01", "2020-05-08", "2020-05-21", "2020-06-01", "2020-07-14", "2020-08-15", "2020-11-01", "2020-11-11", "2020-12-25",
  ]);
  // Easter Monday, Ascension and Whit Monday.
  const movable = { 2021: ["04-05", "05-13", "05-24"], 2022: ["04-18", "05-26", "06-06"], 2023: ["04-10", "05-18", "05-29"], 2024: ["04-01", "05-09", "05-20"] };
  for (const [year, days] of Object.entries(movable)) for (const day of days) expect(holidaysOf(Number(year), "METROPOLE")).toContain(`${year}-${day}`);
});

test.each<readonly [day: string, zone: HolidayZone, worked: boolean]>([
  ["2020-04-10", "METROPOLE", true], ["2020-04-10", "ALSACE_MOSELLE", false], ["2020-04-10", "MARTINIQUE", true], ["2020-04-10", "POLYNESIE", false],
  ["2022-12-26", "METROPOLE", true], ["2022-12-26", "ALSACE_MOSELLE", false], ["2022-12-26", "POLYNESIE", true],
])("[AD4] %s in %s is worked: %s", (day, zone, worked) => {
  expect(works(day, zone)).toBe(worked);
});

test.each<readonly [zone: HolidayZone, day: string]>([
  ["MAYOTTE", "2020-04-27"], ["MARTINIQUE", "2020-05-22"], ["GUADELOUPE", "2020-05-27"], ["SAINT_MARTIN", "2020-05-27"], ["GUYANE", "2020-06-10"], ["SAINT_BARTHELEMY", "2020-10-09"],
  ["REUNION", "2022-12-20"], ["WALLIS_ET_FUTUNA", "2020-04-28"], ["POLYNESIE", "2020-03-05"], ["NOUVELLE_CALEDONIE", "2020-09-24"],
])("[AD5] %s has its own day, %s, which the mainland and Réunion's neighbours work", (zone, day) => {
  const sameDay = zone === "GUADELOUPE" || zone === "SAINT_MARTIN" ? ["GUADELOUPE", "SAINT_MARTIN"] : [zone];
  expect(HOLIDAY_ZONES.filter((each) => !works(day, each))).toEqual(HOLIDAY_ZONES.filter((each) => sameDay.includes(each)));
});

test.each<readonly [postalCode: string | undefined, zone: HolidayZone]>([
  [undefined, "METROPOLE"], ["75001", "METROPOLE"], ["05700", "METROPOLE"], ["20000", "METROPOLE"], ["57000", "ALSACE_MOSELLE"], ["67000", "ALSACE_MOSELLE"], ["68100", "ALSACE_MOSELLE"],
  ["97110", "GUADELOUPE"], ["97133", "SAINT_BARTHELEMY"], ["97700", "SAINT_BARTHELEMY"], ["97150", "SAINT_MARTIN"], ["97800", "SAINT_MARTIN"], ["97200", "MARTINIQUE"], ["97300", "GUYANE"],
  ["97400", "REUNION"], ["97500", "SAINT_PIERRE_ET_MIQUELON"], ["97600", "MAYOTTE"], ["98600", "WALLIS_ET_FUTUNA"], ["98713", "POLYNESIE"], ["98800", "NOUVELLE_CALEDONIE"], ["98000", "METROPOLE"],
])("[AD3] the postal code %s is of the zone %s", (postalCode, zone) => {
  expect(zoneOfPostalCode(postalCode)).toBe(zone);
});

test.each<readonly [from: string, days: number, zone: HolidayZone, to: string, why: string]>([
  ["2020-04-08", 5, "METROPOLE", "2020-04-16", "over Easter Monday"],
  ["2020-04-08", 5, "ALSACE_MOSELLE", "2020-04-17", "over Good Friday too"],
  ["2020-04-17", 1, "METROPOLE", "2020-04-20", "over a weekend"],
  ["2020-04-18", 1, "METROPOLE", "2020-04-20", "from a Saturday"],
  ["2020-04-13", 5, "METROPOLE", "2020-04-20", "from a holiday"],
  ["2020-12-24", 5, "METROPOLE", "2021-01-04", "over the end of the year"],
  ["2022-12-23", 5, "METROPOLE", "2022-12-30", "with Christmas on a Sunday"],
  ["2022-12-23", 5, "ALSACE_MOSELLE", "2023-01-02", "with 26 December"],
  ["2020-05-20", 5, "MARTINIQUE", "2020-05-29", "over Ascension and the abolition"],
  ["2020-05-20", 5, "METROPOLE", "2020-05-28", "over Ascension alone"],
  ["2022-12-16", 5, "REUNION", "2022-12-26", "over the abolition"],
])("[AD3] %s and %i working days in %s is %s: %s", (from, days, zone, to) => {
  expect(addWorkingDays(legalDate(from), days, zone)).toBe(to);
  expect(workingDaysUntil(legalDate(from), legalDate(to), zone)).toBe(days);
  expect(workingDaysUntil(legalDate(to), legalDate(from), zone)).toBe(0);
});

/** Easter Monday 2021 is the day after the clocks of Sydney went back. */
const elsewhere = (timeZone: string): string =>
  execFileSync(process.execPath, ["--input-type=module", "-e", `
    const { holidaysOf } = await import(${JSON.stringify(new URL("./holidays.ts", import.meta.url).href)});
    process.stdout.write(JSON.stringify([2020, 2021, 2022, 2023, 2024].map((year) => [...holidaysOf(year, "ALSACE_MOSELLE")].sort())));`], { env: { ...process.env, TZ: timeZone }, encoding: "utf8" });

test("[AD3] the same holidays in Paris, Sydney, Santiago, Nouméa and Los Angeles", { timeout: 30_000 }, () => {
  const told = ["Europe/Paris", "Australia/Sydney", "America/Santiago", "Pacific/Noumea", "America/Los_Angeles"].map((zone) => elsewhere(zone));
  expect(told[0]).toContain("2021-04-05");
  expect(new Set(told).size).toBe(1);
});
