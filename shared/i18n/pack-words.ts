import type { Packs } from "../pge/packs/packs.ts";
import type { PackWords } from "../pge/packs/scheme-pack.ts";
import { fill } from "./fill.ts";
import { frenchSpaces } from "./french-spaces.ts";
import type { Words } from "./texts.ts";

/** The product's words, and beside them those that packs brought: names of schemes, reasons, rules. The product's own stand where both say; of two versions, the later. */
export function withPackWords(words: Words, packs: Packs): Words {
  const brought: PackWords = Object.assign({}, ...packs.known.map((pack) => pack.words[words.language]));
  if (Object.keys(brought).length === 0) return words;
  const spaced = words.language === "fr" ? frenchSpaces : (text: string) => text;
  return {
    ...words,
    find: (key, params) => {
      const own = words.find(key, params);
      if (own !== undefined) return own;
      const text = Object.hasOwn(brought, key) ? brought[key] : undefined;
      return text === undefined ? undefined : fill(spaced(text), params);
    },
  };
}
