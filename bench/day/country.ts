import { uuidV7 } from "../../shared/kernel/ids.ts";
import { REGIONS } from "../../shared/testing/french-mix.ts";
import { createRandom } from "../../shared/testing/random.ts";
import { seededBytes } from "../support/line.ts";

/** A region with its place on a map of tiles, as far as tiles go, and its weight: the published share of the first month's beneficiaries. */
export type DayRegion = { readonly code: string; readonly name: string; readonly column: number; readonly row: number; readonly weight: number };
export type DayBranch = { readonly index: number; readonly bank: number; readonly region: number; readonly id: string; readonly name: string; /** Her advisor, and what her token says of her. */ readonly user: string; readonly subject: string };
export type DayBank = { readonly id: string; readonly name: string };
export type Country = { readonly banks: readonly DayBank[]; readonly regions: readonly DayRegion[]; readonly branches: readonly DayBranch[] };

const PLACES: readonly (readonly [code: string, name: string, column: number, row: number])[] = [
  ["32", "Hauts-de-France", 4, 1],
  ["28", "Normandie", 3, 2], ["11", "Île-de-France", 4, 2], ["44", "Grand Est", 5, 2],
  ["53", "Bretagne", 1, 2], ["52", "Pays de la Loire", 2, 2], ["24", "Centre-Val de Loire", 3, 3], ["27", "Bourgogne-Franche-Comté", 4, 3],
  ["75", "Nouvelle-Aquitaine", 2, 3], ["84", "Auvergne-Rhône-Alpes", 5, 3],
  ["76", "Occitanie", 3, 4], ["93", "Provence-Alpes-Côte d’Azur", 4, 4], ["94", "Corse", 5, 4],
  ["01", "Guadeloupe", 1, 3], ["02", "Martinique", 1, 4], ["03", "Guyane", 2, 4], ["04", "La Réunion", 6, 3], ["06", "Mayotte", 6, 4],
];
/** None of them exists. */
const BANK_NAMES = ["Banque du Ponant", "Crédit des Deux Rives", "Caisse des Marches", "Banque Meunière", "Crédit du Mistral", "Comptoir des Vallées", "Banque de la Canopée", "Mutuelle des Embruns"] as const;

const weightOf = (code: string): number => REGIONS.find(([region]) => region.code === code)?.[1] ?? 1;
export const DAY_REGIONS: readonly DayRegion[] = PLACES.map(([code, name, column, row]) => ({ code, name, column, row, weight: weightOf(code) }));

/** `branches` branches of eight invented banks, spread as the loans of the first month were. The same seed gives the same ids. */
export function drawCountry(seed: number, branches: number): Country {
  const random = createRandom(seed);
  const bytes = seededBytes(`day ${seed}`);
  const newId = (): string => uuidV7(Date.UTC(2020, 2, 20), bytes(16));
  const banks = BANK_NAMES.map((name) => ({ id: newId(), name }));
  const places = DAY_REGIONS.map((_region, r) => [r, DAY_REGIONS[r]?.weight ?? 1] as const);
  const [first = [0, 1] as const, ...others] = places;
  return {
    banks, regions: DAY_REGIONS,
    branches: Array.from({ length: branches }, (_, index) => ({
      index, bank: index % banks.length, region: random.weighted([first, ...others]), id: newId(), name: `Agence ${index + 1}`, user: newId(), subject: `day-${index + 1}`,
    })),
  };
}
