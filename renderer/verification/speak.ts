import type { Language } from "../../shared/i18n/format.ts";
import { isVerificationText, type VerificationWords } from "../../shared/i18n/verification-words.ts";
import { element } from "./elements.ts";

/** `?lang=en` asks for English; French else. The address keeps the choice, so that nothing is stored in the browser. */
export const chosenLanguage = (query: string): Language => (new URLSearchParams(query).get("lang") === "en" ? "en" : "fr");

/** Every text of the page that does not depend on what is typed, in this language; and the link to the other one. */
export function speak(words: VerificationWords): void {
  document.documentElement.lang = words.language;
  document.title = `${words.say("title")} · Guichet`;
  for (const spoken of document.querySelectorAll<HTMLElement>("[data-text]")) {
    const key = spoken.dataset["text"] ?? "";
    if (isVerificationText(key)) spoken.textContent = words.say(key);
  }
  const other: Language = words.language === "fr" ? "en" : "fr";
  const link = element("language", HTMLAnchorElement);
  link.lang = other;
  link.hreflang = other;
  link.setAttribute("href", `?lang=${other}`);
}
