/** What a person typed, with every kind of space (non-breaking and narrow ones included) made plain, collapsed and trimmed. */
export function plainSpaces(text: string): string {
  return text.normalize("NFC").replaceAll(/[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/g, " ").trim();
}

/** The same with no space at all. */
export const withoutSpaces = (text: string): string => plainSpaces(text).replaceAll(" ", "");
