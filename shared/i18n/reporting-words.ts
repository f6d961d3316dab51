import { reporting as english } from "./en/reporting.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { reporting as french } from "./fr/reporting.ts";

export type ReportingText = keyof typeof french;
export type ReportingWords = { readonly language: Language; readonly format: Format; readonly say: (key: ReportingText, holes?: Filling) => string };

/** Sentences of reports and of the checks of consistency, in a terminal. */
export function reportingWords(language: Language): ReportingWords {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  return { language, format: formats[language], say: (key, holes) => fill(spaced(texts[key]), holes) };
}
