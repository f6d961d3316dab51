import { errors as englishErrors } from "./en/errors.ts";
import { fields as englishFields } from "./en/fields.ts";
import { helpFields as englishHelpFields } from "./en/help-fields.ts";
import { helpTopics as englishHelpTopics } from "./en/help-topics.ts";
import { paper as englishPaper } from "./en/paper.ts";
import { pge as englishPge } from "./en/pge.ts";
import { screens as englishScreens } from "./en/screens.ts";
import { fill } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { errors } from "./fr/errors.ts";
import { fields } from "./fr/fields.ts";
import { helpFields } from "./fr/help-fields.ts";
import { helpTopics } from "./fr/help-topics.ts";
import { paper } from "./fr/paper.ts";
import { pge } from "./fr/pge.ts";
import { screens } from "./fr/screens.ts";
import type { Holes } from "./translation.ts";

const fr = { ...errors, ...fields, ...pge, ...paper, ...screens, ...helpFields, ...helpTopics } as const;
/** Every text of a window by key, as it is written. French is the type; `translation` made English match it. */
export const texts: { readonly [L in Language]: Texts } = { fr, en: { ...englishErrors, ...englishFields, ...englishPge, ...englishPaper, ...englishScreens, ...englishHelpFields, ...englishHelpTopics } };

const spaced = new Map<TextKey, string>();
/** A French text with its no-break spaces, put there when it is first said: a start needs a few texts of some thousands. */
function frenchText(key: TextKey): string {
  const known = spaced.get(key);
  if (known !== undefined) return known;
  const text = frenchSpaces(fr[key]);
  spaced.set(key, text);
  return text;
}

type French = typeof fr;
export type Texts = { readonly [K in keyof French]: string };
export type TextKey = keyof French;
/** What a sentence needs: nothing, or one value a hole. */
type Filling<K extends TextKey> = [Holes<French[K]>] extends [never] ? readonly [] : readonly [{ readonly [H in Holes<French[K]>]: string | number }];

/** One language at hand: its sentences and its way of writing figures. */
export type Words = {
  readonly language: Language;
  readonly format: Format;
  readonly t: <K extends TextKey>(key: K, ...filling: Filling<K>) => string;
  /** A text whose key is made at run time (a code, a rule); undefined when there is none. Holes take `params`. */
  readonly find: (key: string, params?: { readonly [name: string]: string | number }) => string | undefined;
  /** Picks the singular for exactly one. */
  readonly count: <K extends CountKey>(key: K, n: number) => string;
};
/** Keys with a sibling `….one` and a hole `{n}`. */
type CountKey = { [K in TextKey]: K extends `${infer Base}.one` ? (Base extends TextKey ? Base : never) : never }[TextKey];

export const words: { readonly [L in Language]: Words } = { fr: createWords("fr"), en: createWords("en") };

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(fr, key);

function createWords(language: Language): Words {
  const english = texts.en;
  const textOf: (key: TextKey) => string = language === "fr" ? frenchText : (key) => english[key];
  const format = formats[language];
  const find: Words["find"] = (key, params) => (isTextKey(key) ? fill(textOf(key), params) : undefined);
  return {
    language,
    format,
    t: (key, ...filling) => fill(textOf(key), filling[0]),
    find,
    count: (key, n) => find(n === 1 ? `${key}.one` : key, { n: format.count(n) }) ?? key,
  };
}
