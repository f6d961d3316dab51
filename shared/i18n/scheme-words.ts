import type { DocumentFault } from "../pge/packs/document/check-document.ts";
import { schemes as english } from "./en/schemes.ts";
import { fill, type Filling } from "./fill.ts";
import type { Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { schemes as french } from "./fr/schemes.ts";

export type SchemeText = keyof typeof french;
export type SchemeWords = {
  readonly say: (key: SchemeText, holes?: Filling) => string;
  /** A fault of a document in one line: where, and what to do. */
  readonly fault: (fault: DocumentFault) => string;
};

const isText = (key: string): key is SchemeText => Object.hasOwn(french, key);

/** Sentences about versions of the rules in a terminal. */
export function schemeWords(language: Language): SchemeWords {
  const texts = language === "fr" ? french : english;
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: SchemeWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  const expected = (detail: string): string => {
    const key = `expected.${detail}`;
    return say(isText(key) ? key : "expected.other");
  };
  return {
    say,
    fault: ({ path, fault, detail = "" }) => say("fault", { path: path === "" ? say("fault.whole") : path, what: say(`fault.${fault}`, { detail, expected: fault === "expected" ? expected(detail) : "" }) }),
  };
}
