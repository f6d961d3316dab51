import type { Assessment, FigureInput } from "../pge/assessment.ts";
import { fieldOfFact } from "../pge/missing-facts.ts";
import { fieldLabel } from "./field-words.ts";
import type { Words } from "./texts.ts";

/** Figures of an assessment and its verdict in words, the same on a screen and on paper. */

/** The name of a figure's input: the field's own label, or the rule's parameter. */
export function inputLabel({ name }: FigureInput, words: Words): string {
  const field = fieldOfFact(name);
  return words.find(`input.${name}`) ?? words.find(`input.${name.replace(/\.\d.*$/, "")}`) ?? (field === undefined ? name : fieldLabel(field, words));
}

export function inputValue({ name, unit, value }: FigureInput, words: Words): string {
  const { t, count, format, find } = words;
  if (typeof value === "boolean") return t(value ? "choice.yes" : "choice.no");
  if (typeof value === "string") {
    if (unit === "date") return format.date(value);
    const field = fieldOfFact(name);
    return (field === undefined ? undefined : find(`choice.${field}.${value}`)) ?? find(`verdict.procedure.${value}`) ?? find(`verdict.scale.${value}`) ?? value;
  }
  switch (unit) {
    case "cents": return format.amount(value);
    case "percent": return format.percent(value);
    case "bps": return format.rate(value);
    case "years": return count("unit.years", value);
    case "months": return t("unit.months", { n: value });
    case "days": return t("unit.days", { n: value });
    default: return format.count(value);
  }
}

export type VerdictTelling = { readonly tone: "done" | "stop" | "attend" | "plain"; readonly title: string; readonly why: readonly string[] };

/** The verdict in one line, and why. */
export function verdictTelling(assessment: Assessment, amount: number | undefined, { t, format, find }: Words): VerdictTelling {
  const { decision, available, refusals, eligible } = assessment;
  const reasons = refusals.map(({ reason }) => find(`reason.${reason}`) ?? reason);
  if (decision === "INELIGIBLE" || eligible === false) return { tone: "stop", title: t("verdict.ineligible"), why: reasons };
  switch (decision) {
    case "ACCEPTABLE": return { tone: "done", title: t("verdict.acceptable"), why: [] };
    case "PROCEDURE_INDIVIDUELLE": return { tone: "attend", title: t("verdict.individual"), why: [t("verdict.individual.why")] };
    case "PLAFOND_DEPASSE": {
      const left = available?.value ?? 0;
      return { tone: "stop", title: t("verdict.exceeded", { over: format.amount((amount ?? 0) - left) }), why: [t("verdict.exceeded.rest", { available: format.amount(left) })] };
    }
    case undefined:
      return eligible === true ? { tone: "plain", title: t("verdict.eligible"), why: [] } : { tone: "plain", title: t("verdict.unknown"), why: [t("verdict.unknown.why")] };
  }
}
