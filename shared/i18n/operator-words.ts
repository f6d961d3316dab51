import type { Standing } from "../sync/operator-messages.ts";
import { operator as english } from "./en/operator.ts";
import { fill, type Filling } from "./fill.ts";
import type { Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { operator as french } from "./fr/operator.ts";
import { words } from "./texts.ts";

export type OperatorText = keyof typeof french;
export type OperatorWords = {
  readonly language: Language;
  readonly say: (key: OperatorText, holes?: Filling) => string;
  /** Where a loan stands, in one line. */
  readonly standing: (standing: Standing) => string;
};

/** Sentences of the operator's desk in a terminal. */
export function operatorWords(language: Language): OperatorWords {
  const texts = language === "fr" ? french : english;
  const { find, format } = words[language];
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: OperatorWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  return {
    language, say,
    standing: ({ status, stage, amount, held }) => say("standing", { status: find(status === "registered" ? `life.stage.${stage}` : `status.${status}`) ?? status, amount: format.amount(amount), held: format.amount(held) }),
  };
}
