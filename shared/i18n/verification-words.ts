import { verification as english } from "./en/verification.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { verification as french } from "./fr/verification.ts";

export type VerificationText = keyof typeof french;
type Counted = { [K in VerificationText]: K extends `${infer Base}.one` ? (Base extends VerificationText ? Base : never) : never }[VerificationText];
export type VerificationWords = {
  readonly language: Language;
  readonly format: Format;
  readonly say: (key: VerificationText, holes?: Filling) => string;
  /** Picks the singular for exactly one. */
  readonly count: (key: Counted, n: number) => string;
};

/** Sentences of the public page, and no others: it is small. */
export function verificationWords(language: Language): VerificationWords {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: VerificationWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  return { language, format: formats[language], say, count: (key, n) => (n === 1 ? say(`${key}.one`) : say(key, { n })) };
}

export const isVerificationText = (key: string): key is VerificationText => Object.hasOwn(french, key);
