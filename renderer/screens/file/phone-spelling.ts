import type { Language } from "../../../shared/i18n/format.ts";

/** One sign of a number as it is said over the telephone. Digits are said as they are. */
export type SpokenSign = { readonly c: string; readonly word: string | undefined };

const french = "Anatole Berthe Célestin Désiré Eugène François Gaston Henri Irma Joseph Kléber Louis Marcel Nicolas Oscar Pierre Quintal Raoul Suzanne Thérèse Ursule Victor William Xavier Yvonne Zoé";
const english = "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu";
const spellings: { readonly [L in Language]: ReadonlyMap<string, string> } = { fr: byLetter(french), en: byLetter(english) };

/** The groups of a number, sign by sign, with the usual word of each letter. */
export function phoneSpelling(number: string, language: Language): readonly (readonly SpokenSign[])[] {
  return number.split("-").map((group) => [...group].map((c) => ({ c, word: spellings[language].get(c) })));
}

function byLetter(words: string): ReadonlyMap<string, string> {
  return new Map(words.split(" ").map((word) => [word.charAt(0), word]));
}
