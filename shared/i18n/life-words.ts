import type { CodedError } from "../kernel/error-codes.ts";
import { THE_CENTRE } from "../life/centre-act.ts";
import type { CentreMark } from "../life/loan-life.ts";
import { factsOf, type FactSpec, type StepFacts, type StepName } from "../life/step-specs.ts";
import { grouped } from "./field-words.ts";
import type { Words } from "./texts.ts";

/** Steps of a loan and what is recorded with them in words, the same on a screen and in a terminal. */
export const stepLabel = (step: StepName, { t }: Words): string => t(`life.step.${step}`);
/** What the centre did by itself. */
export const actLabel = (act: string, { t, find }: Words): string => find(`life.act.${act}`) ?? t("life.act.other");
/** A line of a loan's life: what the centre did by itself is told as that. */
export const entryLabel = ({ step, centre }: { readonly step: StepName; readonly centre?: CentreMark | undefined }, words: Words): string => (centre === undefined ? stepLabel(step, words) : actLabel(centre.act, words));
/** Who it was, by name; the centre has none. */
export const authorName = (by: string, { t }: Words): string => (by === THE_CENTRE ? t("life.centre") : by);
export const stepWhy = (step: StepName, { find }: Words): string | undefined => find(`life.step.why.${step}`);
export const factLabel = (name: string, { find }: Words): string => find(`life.fact.${name}`) ?? name;
export const factChoice = (code: string, { find }: Words): string => find(`life.choice.${code}`) ?? code;

/** A recorded value as people read it. */
export function factText(spec: FactSpec, value: string | number, words: Words): string {
  const { format } = words;
  switch (spec.kind) {
    case "date": return format.date(String(value));
    case "cents": return format.amount(Number(value));
    case "rate": return format.rate(Number(value));
    case "choice": return factChoice(String(value), words);
    case "person": return String(value); // its name: the core put it in place of the id
    case "iban": return grouped(String(value), "iban");
    default: return String(value);
  }
}

/** Why this person may not approve: her limit, and which level of her bank's ladder may. */
export function delegationText({ params = {} }: CodedError, { t, format }: Words): string {
  const level = params["level"];
  if (level === undefined) return t("life.beyond");
  const limit = params["limit"];
  return limit === undefined ? t("life.beyond.none", { level: String(level) }) : t("life.beyond.limit", { level: String(level), limit: format.amount(Number(limit)) });
}

/** Everything recorded with a step but its day, label and value, in the order in which it was asked. */
export const factLines = (step: StepName, facts: StepFacts, words: Words): readonly (readonly [label: string, value: string])[] =>
  factsOf(step).flatMap(([name, spec]) => {
    const value = facts[name];
    return name === "on" || value === undefined ? [] : [[factLabel(name, words), factText(spec, value, words)] as const];
  });
