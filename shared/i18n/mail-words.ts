import type { MailKind } from "../mail/mail-kinds.ts";
import { mail as english } from "./en/mail.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { mail as french } from "./fr/mail.ts";

export type MailText = keyof typeof french;
/** A letter as it is read: plain text, nothing else. */
export type Letter = { readonly subject: string; readonly text: string };

export function mailWords(language: Language): (key: MailText, holes?: Filling) => string {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  return (key, holes) => fill(spaced(texts[key]), holes);
}

/** [ML2] Words of ours and a number of files: there is no other hole that anything could be put into. */
export function renderLetter(kind: MailKind, files: number | undefined, language: Language): Letter {
  const say = mailWords(language);
  return { subject: say(`${kind}.subject`), text: [say("greeting"), say(`${kind}.body`, { files: formats[language].count(files ?? 0) }), say("footer")].join("\n\n") };
}
