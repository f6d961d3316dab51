/** Where the same days are public holidays: the départements under the general law, Alsace and Moselle, and each territory overseas. */
export const HOLIDAY_ZONES = [
  "METROPOLE", "ALSACE_MOSELLE", "GUADELOUPE", "MARTINIQUE", "GUYANE", "REUNION", "MAYOTTE", "SAINT_BARTHELEMY", "SAINT_MARTIN",
  "SAINT_PIERRE_ET_MIQUELON", "WALLIS_ET_FUTUNA", "POLYNESIE", "NOUVELLE_CALEDONIE",
] as const;
export type HolidayZone = (typeof HOLIDAY_ZONES)[number];

/** By the beginning of a postal code; Saint-Barthélemy and Saint-Martin are written as communes of Guadeloupe, or under their own numbers. */
const BY_PREFIX: readonly (readonly [prefix: string, zone: HolidayZone])[] = [
  ["57", "ALSACE_MOSELLE"], ["67", "ALSACE_MOSELLE"], ["68", "ALSACE_MOSELLE"],
  ["97133", "SAINT_BARTHELEMY"], ["977", "SAINT_BARTHELEMY"], ["97150", "SAINT_MARTIN"], ["978", "SAINT_MARTIN"],
  ["971", "GUADELOUPE"], ["972", "MARTINIQUE"], ["973", "GUYANE"], ["974", "REUNION"], ["975", "SAINT_PIERRE_ET_MIQUELON"], ["976", "MAYOTTE"],
  ["986", "WALLIS_ET_FUTUNA"], ["987", "POLYNESIE"], ["988", "NOUVELLE_CALEDONIE"],
];

/** The zone of an address in stored form, five digits; what is not known is under the general law. */
export const zoneOfPostalCode = (postalCode: string | undefined): HolidayZone => BY_PREFIX.find(([prefix]) => postalCode?.startsWith(prefix))?.[1] ?? "METROPOLE";
