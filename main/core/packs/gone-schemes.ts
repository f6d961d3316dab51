import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";

/** Schemes that a version knew and that the one in force has not: it was withdrawn, or its day has passed. A draft under one of them cannot be registered. */
export function goneSchemes(packs: Packs, day: LegalDate): readonly string[] {
  const offered = new Set(packs.inForce(day).schemes.map(({ code }) => code));
  return [...new Set(packs.known.flatMap(({ schemes }) => schemes.map(({ code }) => code)))].filter((code) => !offered.has(code));
}
