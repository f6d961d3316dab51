import type { TextKey, Words } from "../../../shared/i18n/texts.ts";
import type { Figure, ReferenceId, RuleId } from "../../../shared/pge/assessment.ts";
import type { ComparedFigure, Comparison } from "../../../shared/pge/compare-assessments.ts";
import type { SchemePack } from "../../../shared/pge/packs/scheme-pack.ts";

/** One line of what a date moves: what, from what to what, by which rule, under which text (in French, as a lawyer cites it). */
export type Move = { readonly key: string; readonly label: string; readonly change: string; readonly grounds: string; readonly cite: string };

const names = {
  procedure: "verdict.procedure", ceiling: "verdict.ceiling", used: "verdict.used", available: "verdict.available", quotaPct: "verdict.quota",
  guaranteed: "verdict.guaranteed", premiumScale: "verdict.premiumScale", firstPremium: "verdict.firstPremium",
} as const satisfies { readonly [N in ComparedFigure]: TextKey };

/** The decision first, then the reasons, then the figures in the order of the screen. Empty when nothing moved. */
export function tellMoves(comparison: Comparison, pack: SchemePack | undefined, words: Words): readonly Move[] {
  const { t, find } = words;
  const cite = (id: ReferenceId): string => pack?.references.find((reference) => reference.id === id)?.cite ?? id;
  const grounds = (rule: RuleId): string => `${find(`rule.${rule}`) ?? t("verdict.rule", { rule })} (${rule})`;
  const decided = (decision: string | undefined): string => (decision === undefined ? t("verdict.notYet") : (find(`verdict.decision.${decision}`) ?? decision));
  const { decision, reasons, figures } = comparison;
  return [
    ...(decision === undefined ? [] : [{ key: "decision", label: t("verdict.decision"), change: `${decided(decision.before)} → ${decided(decision.after)}`, grounds: "", cite: "" }]),
    ...reasons.map(({ reason, appears, rule, reference }) => ({
      key: reason, label: find(`reason.${reason}`) ?? reason, change: t(appears ? "verdict.real.appears" : "verdict.real.goes"), grounds: grounds(rule), cite: cite(reference),
    })),
    ...figures.map(({ figure, before, after, reference }) => {
      const [from, to] = [show(figure, before, words), show(figure, after, words)];
      const rule = (after ?? before)?.rule ?? "";
      return { key: figure, label: t(names[figure]), change: from === to ? t("verdict.real.otherText", { value: to }) : `${from} → ${to}`, grounds: grounds(rule), cite: cite(reference) };
    }),
  ];
}

function show(name: ComparedFigure, figure: Figure<string | number> | undefined, { t, find, format }: Words): string {
  if (figure === undefined) return t("verdict.notYet");
  const { value } = figure;
  if (typeof value === "string") return find(`verdict.procedure.${value}`) ?? find(`verdict.scale.${value}`) ?? value;
  return name === "quotaPct" ? format.percent(value) : format.amount(value);
}
