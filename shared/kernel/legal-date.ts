import type { Brand } from "./brand.ts";
import { err, ok, type Result } from "./result.ts";

/** A calendar day of the law, `YYYY-MM-DD`, read in Europe/Paris. Never an instant: it has no hour and no zone. */
export type LegalDate = Brand<string, "LegalDate">;
export type LegalDateError = { readonly type: "NotADate"; readonly input: string };

const DAY_MS = 86_400_000;

/** Accepts only an existing day of the years 1000 to 9999. */
export function parseLegalDate(input: unknown): Result<LegalDate, LegalDateError> {
  return typeof input === "string" && isCalendarDay(input) ? ok(input as LegalDate) : err({ type: "NotADate", input: shown(input) });
}

/** An object of somebody else's may have no text at all, or one that throws. */
const shown = (input: unknown): string => (typeof input === "object" && input !== null ? "object" : String(input));

/** Ten dates a file, read several times each at the centre: so by character codes, without a pattern's arrays. */
function isCalendarDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

const HYPHEN = 45;
const ZERO = 48;

/** NaN when one of the characters is no ASCII digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A date written in our own code or tests. Throws when it does not exist. */
export function legalDate(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(`not a date: ${text}`);
  return parsed.value;
}

/** Text order is date order, so `<` works; this is for sorting. */
export const compareDates = (a: LegalDate, b: LegalDate): number => (a < b ? -1 : a > b ? 1 : 0);

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const write = (year: number, month: number, day: number): LegalDate =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as LegalDate;

const read = (date: LegalDate): readonly [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

/** The same day `months` later, or the last day of that month when it is shorter (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const [year, month, day] = read(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

export const addYears = (date: LegalDate, years: number): LegalDate => addMonths(date, years * 12);

export function addDays(date: LegalDate, days: number): LegalDate {
  return dayNumberToDate(dateToDayNumber(date) + days);
}

/** Whole days from `a` to `b`; negative when `b` is before `a`. */
export const daysBetween = (a: LegalDate, b: LegalDate): number => dateToDayNumber(b) - dateToDayNumber(a);

/** Monday is 0. Day number 0, 1 January 1970, was a Thursday. */
export const weekdayOf = (date: LegalDate): number => (((dateToDayNumber(date) + 3) % 7) + 7) % 7;

/** Days since 1970-01-01. Computed in UTC on purpose: a day number has no zone. */
export function dateToDayNumber(date: LegalDate): number {
  const [year, month, day] = read(date);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

function dayNumberToDate(days: number): LegalDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10) as LegalDate;
}
