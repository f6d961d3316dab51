import { audit as english } from "./en/audit.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { audit as french } from "./fr/audit.ts";

export type AuditText = keyof typeof french;
export type AuditWords = {
  readonly language: Language;
  readonly format: Format;
  readonly say: (key: AuditText, holes?: Filling) => string;
  /** A text whose key is made at run time; undefined when there is none. */
  readonly find: (key: string, holes?: Filling) => string | undefined;
};

/** Sentences of an export of the audit, and no others: its page goes into every one. */
export function auditWords(language: Language): AuditWords {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: AuditWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  return { language, format: formats[language], say, find: (key, holes) => (isAuditText(key) ? say(key, holes) : undefined) };
}

export const isAuditText = (key: string): key is AuditText => Object.hasOwn(french, key);
