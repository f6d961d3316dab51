import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** As many as a person reads; the search finds the others. */
export const BRANCHES_SHOWN = 60;

const plain = (text: string): string => unaccented(text.toLowerCase());

/** Whether each word of the search is somewhere in texts, whatever its accents and capitals. */
export function finderOf(search: string): (...texts: readonly string[]) => boolean {
  const words = plain(search.trim()).split(/\s+/);
  return (...texts) => {
    const text = plain(texts.join(" "));
    return words.every((word) => text.includes(word));
  };
}

export type Found<B> = { readonly shown: readonly B[]; /** Found besides, and not shown. */ readonly more: number };

/** Of the branches of a search as many as are read; those that `keep` names are shown whatever is searched, first and in their own order. */
export function findBranches<B extends { readonly id: string; readonly name: string; readonly region?: string | undefined }>(branches: readonly B[], search: string, keep: readonly string[] = []): Found<B> {
  const [kept, isFound] = [new Set(keep), finderOf(search)];
  const found = branches.filter(({ id, name, region = "" }) => !kept.has(id) && isFound(name, region));
  return { shown: [...branches.filter(({ id }) => kept.has(id)), ...found.slice(0, BRANCHES_SHOWN)], more: Math.max(0, found.length - BRANCHES_SHOWN) };
}
