/**
 * Activities known to be on the PGE saison list, from published examples. The list itself (annex of the arrêté of 13/07/2020) was not read:
 * this one is data to be completed, it only suggests an answer to the field `seasonalNaf`, and a code that is absent is not refused by it.
 */
export const KNOWN_SEASONAL_ACTIVITIES: readonly string[] = ["55.30Z", "56.10A"];

/** True when the code is known to be listed; undefined when nobody has checked. */
export function isSeasonalActivity(naf: string, known: readonly string[] = KNOWN_SEASONAL_ACTIVITIES): true | undefined {
  return known.includes(naf) ? true : undefined;
}
