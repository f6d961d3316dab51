import type { Instant } from "../kernel/instant.ts";
import type { LegalDate } from "../kernel/legal-date.ts";

/** How amounts, dates, times and ages are written in one language. Spaces inside a figure never break. */
export type Language = "fr" | "en";

/** Narrow no-break space: between thousands, before ; ! ? %. */
const THIN = "\u202f";
/** No-break space: before the euro sign, inside "14 h 05". */
const FIRM = "\u00a0";

export type Format = {
  readonly language: Language;
  /** Cents. French "1 250 000,50 €", English "€1,250,000.50". Whole euros are written without decimals. */
  readonly amount: (cents: number) => string;
  /** Cents, always with two decimals. */
  readonly amountExact: (cents: number) => string;
  /** The same without the euro sign: columns whose head says the unit. */
  readonly column: (cents: number) => string;
  readonly count: (n: number) => string;
  /** Integer or decimal percent: "90 %", "90%". */
  readonly percent: (pct: number) => string;
  /** Bytes, coarse: "640 ko", "1,2 Mo", "21,5 Go"; "640 KB", "1.2 MB", "21.5 GB". A thousand bytes to the kilobyte. */
  readonly size: (bytes: number) => string;
  /** Hundredths of a percent: 125 is "1,25 %". */
  readonly rate: (bps: number) => string;
  /** "15/04/2020" in both languages: day first is the field's habit. */
  readonly date: (date: LegalDate | string) => string;
  /** "mercredi 15 avril 2020", "Wednesday 15 April 2020". */
  readonly longDate: (date: LegalDate | string) => string;
  /** The workstation's own hour: "14 h 05", "14:05". */
  readonly time: (at: Instant | number) => string;
  readonly dayAndTime: (at: Instant | number) => string;
  /** Coarse and short: "à l’instant", "12 min", "3 h", "2 j". */
  readonly age: (ms: number) => string;
  /** Exact and short: "40 s", "2 min", "1 min 20 s". */
  readonly wait: (seconds: number) => string;
};

export const formats: { readonly [L in Language]: Format } = { fr: createFormat("fr"), en: createFormat("en") };

function createFormat(language: Language): Format {
  const french = language === "fr";
  const [thousands, decimal, beforePercent] = french ? [THIN, ",", FIRM] : [",", ".", ""];
  const count = (n: number): string => groups(Math.trunc(n), thousands);
  const figure = (cents: number, exact: boolean): string => {
    const rest = Math.abs(cents) % 100;
    const euros = groups(Math.trunc(Math.abs(cents) / 100), thousands);
    return rest === 0 && !exact ? euros : `${euros}${decimal}${String(rest).padStart(2, "0")}`;
  };
  const minus = (cents: number): string => (cents < 0 ? "\u2212" : "");
  const written = (cents: number, exact: boolean): string =>
    french ? `${minus(cents)}${figure(cents, exact)}${FIRM}€` : `${minus(cents)}€${figure(cents, exact)}`;
  const percent = (pct: number): string => `${String(pct).replace(".", decimal)}${beforePercent}%`;
  const date = (text: string): string => `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`;
  const time = (at: number): string => {
    const here = new Date(at);
    const [hours, minutes] = [String(here.getHours()), String(here.getMinutes()).padStart(2, "0")];
    return french ? `${hours}${FIRM}h${FIRM}${minutes}` : `${hours.padStart(2, "0")}:${minutes}`;
  };
  const day = (at: number): string => {
    const here = new Date(at);
    return `${String(here.getDate()).padStart(2, "0")}/${String(here.getMonth() + 1).padStart(2, "0")}/${here.getFullYear()}`;
  };
  const long = new Intl.DateTimeFormat(french ? "fr-FR" : "en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return {
    language,
    amount: (cents) => written(cents, false),
    amountExact: (cents) => written(cents, true),
    column: (cents) => `${minus(cents)}${figure(cents, true)}`,
    count,
    percent,
    size: (bytes) => (bytes < 999_500 ? `${count(Math.max(1, Math.round(bytes / 1_000)))}${FIRM}${french ? "ko" : "KB"}` : bytes < 999_950_000 ? `${(bytes / 1_000_000).toFixed(1).replace(".", decimal)}${FIRM}${french ? "Mo" : "MB"}` : `${(bytes / 1e9).toFixed(1).replace(".", decimal)}${FIRM}${french ? "Go" : "GB"}`),
    rate: (bps) => `${(bps / 100).toFixed(2).replace(".", decimal)}${beforePercent}%`,
    date,
    // French says the first of a month, and the second as a plain two.
    longDate: (text) => long.format(new Date(`${text}T00:00:00Z`)).replace(" 1 ", french ? " 1er " : " 1 "),
    time,
    dayAndTime: (at) => (french ? `${day(at)} à ${time(at)}` : `${day(at)} at ${time(at)}`),
    age: (ms) => age(ms, french),
    wait: (seconds) => {
      const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
      return [...(minutes === 0 ? [] : [`${minutes}${FIRM}min`]), ...(rest === 0 && minutes > 0 ? [] : [`${rest}${FIRM}s`])].join(FIRM);
    },
  };
}

function groups(n: number, separator: string): string {
  return String(n).replaceAll(/\B(?=(\d{3})+(?!\d))/g, separator);
}

function age(ms: number, french: boolean): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return french ? "à l’instant" : "just now";
  if (minutes < 60) return `${minutes}${FIRM}min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}${FIRM}h`;
  return `${Math.floor(minutes / (24 * 60))}${FIRM}${french ? "j" : "d"}`;
}
