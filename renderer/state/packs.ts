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
