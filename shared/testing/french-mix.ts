/**
 * The published mix of the first month (15 and 23/04/2020), as weights. Beneficiaries by region: 28,040, 21,104 and 19,492 of 162,000;
 * companies by sector: commerce 25 %, hotels and restaurants 16 %, construction 12 %; by size: 146,000 very small of 162,000, about 5 %
 * small and medium, 0.12 % intermediate. What was not published is spread evenly and says so.
 */
export type Region = { readonly code: string; readonly departments: readonly [string, ...string[]] };

const spread = (162_000 - 28_040 - 21_104 - 19_492) / 15;

export const REGIONS: readonly [readonly [Region, number], ...(readonly [Region, number])[]] = [
  [{ code: "11", departments: ["75", "77", "78", "91", "92", "93", "94", "95"] }, 28_040],
  [{ code: "84", departments: ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"] }, 21_104],
  [{ code: "75", departments: ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"] }, 19_492],
  [{ code: "24", departments: ["18", "28", "36", "37", "41", "45"] }, spread],
  [{ code: "27", departments: ["21", "25", "39", "58", "70", "71", "89", "90"] }, spread],
  [{ code: "28", departments: ["14", "27", "50", "61", "76"] }, spread],
  [{ code: "32", departments: ["02", "59", "60", "62", "80"] }, spread],
  [{ code: "44", departments: ["08", "10", "51", "52", "54", "55", "57", "67", "68", "88"] }, spread],
  [{ code: "52", departments: ["44", "49", "53", "72", "85"] }, spread],
  [{ code: "53", departments: ["22", "29", "35", "56"] }, spread],
  [{ code: "76", departments: ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"] }, spread],
  [{ code: "93", departments: ["04", "05", "06", "13", "83", "84"] }, spread],
  [{ code: "94", departments: ["20"] }, spread],
  [{ code: "01", departments: ["971"] }, spread],
  [{ code: "02", departments: ["972"] }, spread],
  [{ code: "03", departments: ["973"] }, spread],
  [{ code: "04", departments: ["974"] }, spread],
  [{ code: "06", departments: ["976"] }, spread],
];

export type Trade = { readonly naf: string; readonly noun: string };

/** Weights in percent; the last four were published by amount only, and share what remains. */
export const TRADES: readonly [readonly [readonly [Trade, ...Trade[]], number], ...(readonly [readonly [Trade, ...Trade[]], number])[]] = [
  [[{ naf: "47.11B", noun: "Épicerie" }, { naf: "45.20A", noun: "Garage" }, { naf: "47.71Z", noun: "Boutique" }, { naf: "46.90Z", noun: "Négoce" }], 25],
  [[{ naf: "56.10A", noun: "Restaurant" }, { naf: "55.10Z", noun: "Hôtel" }, { naf: "56.30Z", noun: "Café" }], 16],
  [[{ naf: "43.32A", noun: "Menuiserie" }, { naf: "43.21A", noun: "Électricité" }, { naf: "41.20A", noun: "Maçonnerie" }], 12],
  [[{ naf: "25.62B", noun: "Mécanique" }, { naf: "10.71C", noun: "Boulangerie" }], 15],
  [[{ naf: "71.12B", noun: "Ingénierie" }, { naf: "69.20Z", noun: "Cabinet" }], 14],
  [[{ naf: "96.02A", noun: "Coiffure" }, { naf: "86.90E", noun: "Kinésithérapie" }], 10],
  [[{ naf: "49.41A", noun: "Transports" }, { naf: "62.01Z", noun: "Logiciels" }], 8],
];

export type CompanySize = "TPE" | "PME" | "ETI";
/** 90 % very small; the 5 % that no source classes are counted as small and medium. */
export const SIZES: readonly [readonly [CompanySize, number], ...(readonly [CompanySize, number])[]] = [
  ["TPE", 146_000],
  ["PME", 162_000 - 146_000 - 194],
  ["ETI", 194],
];
