/** `1,250` is 1.25 to a French reader and 1,250 to an English one: in English, commas between groups of three are taken out before reading. */
export const readable = (typed: string, { language }: { readonly language: "fr" | "en" }): string =>
  language === "en" && /^\s*-?\d{1,3}(,\d{3})+(?![\d,])/.test(typed) ? typed.replaceAll(",", "") : typed;
