import { frenchIban } from "../entry/bank-account.ts";
import { parseSiren, vatOfSiren, type Siren } from "../entry/siren.ts";
import { cents, type Cents } from "../kernel/cents.ts";
import { legalDate, addDays, type LegalDate } from "../kernel/legal-date.ts";
import { unwrap } from "../kernel/result.ts";
import type { BorrowerType } from "../pge/facts.ts";
import { REGIONS, SIZES, TRADES, type CompanySize } from "./french-mix.ts";
import { createRandom } from "./random.ts";

/**
 * Fictional SIREN: 002 000 00x to 005 399 99x, keys right. Insee's published list of legal units goes from 001 807 254 straight to
 * 005 410 220, so no company bears any of these 340,000 numbers. Indexes past the end wrap round.
 */
export const FICTIONAL_SIRENS = { first: 200_000, last: 539_999 } as const;
export const FICTIONAL_SIREN_COUNT = FICTIONAL_SIRENS.last - FICTIONAL_SIRENS.first + 1;
/** Bank code of every fictional account. */
export const FICTIONAL_BANK_CODE = "99999";
export const FICTIONAL_BIC = "FICTFRPPXXX";

export function fictionalSiren(index: number): Siren {
  const stem = FICTIONAL_SIRENS.first + (Math.abs(Math.trunc(index)) % FICTIONAL_SIREN_COUNT);
  return unwrap(parseSiren(withLuhnKey(String(stem).padStart(8, "0"))), "fictional siren");
}

export const isFictionalSiren = (siren: string): boolean => {
  const stem = Number(siren.slice(0, 8));
  return siren.length === 9 && stem >= FICTIONAL_SIRENS.first && stem <= FICTIONAL_SIRENS.last;
};

export type FictionalCompany = {
  readonly siren: Siren;
  readonly siret: string;
  readonly vat: string;
  readonly legalName: string;
  readonly borrowerType: BorrowerType;
  readonly legalForm: string;
  readonly naf: string;
  readonly region: string;
  readonly postalCode: string;
  readonly city: string;
  readonly size: CompanySize;
  readonly createdOn: LegalDate;
  readonly staffFrance: number;
  readonly turnover: Cents;
  readonly balanceSheet: Cents;
  readonly payrollTwoYears: Cents;
  /** Asked for: always under a quarter of the turnover. */
  readonly amount: Cents;
  readonly iban: string;
  readonly signatoryName: string;
};

const ADJECTIVES = ["Imaginaire", "Chimérique", "Fantaisiste", "Utopique", "Hypothétique", "Romanesque"] as const;
const PLACES = ["du Tilleul", "des Trois Lunes", "de la Tour Bleue", "du Vieux Nuage", "des Mille Ponts", "du Grand Merle", "de l’Étang Sec"] as const;
const CITIES = ["Villefictive", "Imagineville", "Bourg-Inventé", "Saint-Exemple", "Modèle-sur-Rive"] as const;
const FIRST_NAMES = ["Camille", "Dominique", "Claude", "Maxime", "Sacha", "Charlie"] as const;
const LAST_NAMES = ["Exemple", "Fictif", "Modèle", "Inventé", "Spécimen"] as const;

/**
 * Staff, turnover in thousands of euros and percent of it asked for. `skew` bends the turnovers towards the small end, so that the mean
 * amount is near the published one of its size (89 k€, 1.05 M€, about 10 M€).
 */
const SCALE = {
  TPE: { staff: [0, 9], turnover: [60, 1_900], skew: 3.6, share: [14, 25] },
  PME: { staff: [10, 249], turnover: [2_000, 40_000], skew: 6.6, share: [5, 25] },
  ETI: { staff: [250, 4_800], turnover: [60_000, 1_200_000], skew: 14, share: [3, 12] },
} as const satisfies Record<CompanySize, unknown>;

/** One company of the published mix. The same seed and index always give the same one; different indexes have different SIREN. */
export function companyAt(seed: number, index: number): FictionalCompany {
  const random = createRandom(seed * 1_000_003 + index);
  const siren = fictionalSiren(index);
  const region = random.weighted(REGIONS);
  const department = random.pick(region.departments);
  const trade = random.pick(random.weighted(TRADES));
  const size = random.weighted(SIZES);
  const scale = SCALE[size];
  const thousands = Math.round(scale.turnover[0] + (scale.turnover[1] - scale.turnover[0]) * random.next() ** scale.skew);
  const staffFrance = random.between(scale.staff[0], scale.staff[1]);
  const legal = legalFormOf(size, staffFrance, random.next());
  return {
    siren,
    siret: withLuhnKey(`${siren}0001`),
    vat: vatOfSiren(siren),
    legalName: `${trade.noun} ${random.pick(ADJECTIVES)} ${random.pick(PLACES)} (exemple ${index})`,
    ...legal,
    naf: trade.naf,
    region: region.code,
    postalCode: department.padEnd(5, "0").replace(/00$/, `${random.between(0, 9)}0`),
    city: random.pick(CITIES),
    size,
    createdOn: addDays(legalDate("1985-01-01"), random.between(0, 12_400)),
    staffFrance,
    turnover: cents(thousands * 100_000),
    balanceSheet: cents(Math.round(thousands * 0.7) * 100_000),
    payrollTwoYears: cents(staffFrance * 6_000_000),
    amount: cents(Math.max(1, Math.floor((thousands * random.between(scale.share[0], scale.share[1])) / 100)) * 100_000),
    iban: frenchIban(FICTIONAL_BANK_CODE, String(random.between(1, 99)).padStart(5, "0"), String(index % 100_000_000_000).padStart(11, "0")),
    signatoryName: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
  };
}

/** `count` companies, from index `from` on. */
export function companies(seed: number, count: number, from = 0): readonly FictionalCompany[] {
  return Array.from({ length: count }, (_, i) => companyAt(seed, from + i));
}

function legalFormOf(size: CompanySize, staff: number, draw: number): { readonly borrowerType: BorrowerType; readonly legalForm: string } {
  if (size === "TPE" && staff <= 2 && draw < 0.5) return { borrowerType: "EI", legalForm: "1000" };
  if (draw > 0.98) return { borrowerType: "ASSOCIATION", legalForm: "9220" };
  return { borrowerType: "SOCIETE", legalForm: draw < 0.75 ? "5499" : "5710" };
}

/** The digits followed by their Luhn key. */
function withLuhnKey(digits: string): string {
  let sum = 0;
  for (const [place, digit] of Array.from(digits).toReversed().entries()) {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
