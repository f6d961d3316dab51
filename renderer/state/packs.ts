import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { SchemeCode } from "../../shared/pge/facts.ts";
import { BUILT_IN, type Packs } from "../../shared/pge/packs/packs.ts";
import { packsFrom, type PublishedDocument } from "../../shared/pge/packs/document/packs-from.ts";
import { useDeskState } from "./desk-context.tsx";

/** Compiled once for each list that the core told: every window part asks at each key. */
const compiled = new WeakMap<readonly PublishedDocument[], Packs>();

export function packsOf(published: readonly PublishedDocument[] | undefined): Packs {
  if (published === undefined || published.length === 0) return BUILT_IN;
  const known = compiled.get(published) ?? packsFrom(published);
  compiled.set(published, known);
  return known;
}

/** The packs that this workstation knows. */
export const usePacks = (): Packs => packsOf(useDeskState((state) => state.info?.packs));

/** Codes that a new file may choose from, by the version in force; what the file holds already stays among them. */
export function useOfferedSchemes(held: unknown): readonly SchemeCode[] {
  const [packs, day] = [usePacks(), useDeskState((state) => state.info?.businessDate)];
  const codes = packs.inForce(day ?? legalDate("2020-04-15")).schemes.map(({ code }) => code);
  return typeof held === "string" && held !== "" && !codes.includes(held) ? [...codes, held] : codes;
}

/** Codes of every version that is known: a loan held elsewhere may be of any. */
export const useKnownSchemes = (): readonly SchemeCode[] => [...new Set(usePacks().known.flatMap(({ schemes }) => schemes.map(({ code }) => code)))];
