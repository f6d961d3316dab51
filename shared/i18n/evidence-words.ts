import { evidence as english } from "./en/evidence.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { evidence as french } from "./fr/evidence.ts";

export type EvidenceText = keyof typeof french;
export type EvidenceWords = {
  readonly language: Language;
  readonly format: Format;
  readonly say: (key: EvidenceText, holes?: Filling) => string;
  /** A text whose key is made at run time; undefined when there is none. */
  readonly find: (key: string, holes?: Filling) => string | undefined;
};

/** Sentences of the evidence file's page and of its README, and no others: the page goes into every archive. */
export function evidenceWords(language: Language): EvidenceWords {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: EvidenceWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  return { language, format: formats[language], say, find: (key, holes) => (isEvidenceText(key) ? say(key, holes) : undefined) };
}

export const isEvidenceText = (key: string): key is EvidenceText => Object.hasOwn(french, key);
