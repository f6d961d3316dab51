import type { Floors, Ground, ErasureRule } from "../retention/retention.ts";
import { erasure as english } from "./en/erasure.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Format, type Language } from "./format.ts";
import { frenchSpaces } from "./french-spaces.ts";
import { erasure as french } from "./fr/erasure.ts";

export type ErasureText = keyof typeof french;
type Report = {
  readonly files: number; readonly held: number; readonly due: { readonly [R in ErasureRule]?: number };
  readonly kept: { readonly [G in Ground]?: { readonly files: number; readonly next: string | undefined } };
};
type Times = { readonly neverLoanMonths: number | null; readonly afterLoanYears: number | null };
export type ErasureWords = {
  readonly format: Format;
  readonly say: (key: ErasureText, holes?: Filling) => string;
  /** Why a file is kept, with the day where one is known. */
  readonly ground: (ground: string, until: string | undefined) => string;
  readonly report: (report: Report, times: Times, on: string, floors: Floors) => readonly string[];
};

/** Sentences of retention and erasure in a terminal. */
export function erasureWords(language: Language): ErasureWords {
  const texts = language === "fr" ? french : english;
  const format = formats[language];
  const spaced = language === "fr" ? frenchSpaces : (text: string): string => text;
  const say: ErasureWords["say"] = (key, holes) => fill(spaced(texts[key]), holes);
  const groundOf = (ground: string): string => (isText(`ground.${ground}`) ? say(`ground.${ground}` as ErasureText) : ground); // looked up just before
  return {
    format, say,
    ground: (ground, until) => (until === undefined ? say("because", { ground: groundOf(ground) }) : say("because.until", { ground: groundOf(ground), until: format.date(until) })),
    report: ({ files, held, due, kept }, { neverLoanMonths, afterLoanYears }, on, { relationYears, accountsYears }) => [
      say("on", { on: format.date(on), n: format.count(files) }),
      neverLoanMonths === null ? say("policy.never.unset") : say("policy.never", { months: neverLoanMonths }),
      afterLoanYears === null ? say("policy.after.unset") : say("policy.after", { years: afterLoanYears }),
      say("floor.relation", { years: relationYears }),
      accountsYears === null ? say("floor.accounts.none") : say("floor.accounts", { years: accountsYears }),
      ...Object.entries(due).map(([rule, n]) => say("due", { rule: say(`rule.${rule}` as ErasureText), n: format.count(n) })), // a rule of ours
      ...(Object.keys(due).length === 0 ? [say("due.none")] : []),
      ...(held === 0 ? [] : [say("held", { n: format.count(held) })]),
      ...Object.entries(kept).map(([ground, { files: n, next }]) => say(next === undefined ? "kept" : "kept.next", { ground: groundOf(ground), n: format.count(n), ...(next === undefined ? {} : { until: format.date(next) }) })),
      say("shown"),
    ],
  };
}

const isText = (key: string): key is ErasureText => Object.hasOwn(french, key);
