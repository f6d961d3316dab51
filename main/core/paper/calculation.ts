import { inputLabel, inputValue } from "../../../shared/i18n/figure-words.ts";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { Assessment, Figure, FigureInput, LegalReference, ReferenceId, RuleId } from "../../../shared/pge/assessment.ts";
import { fieldOfFact } from "../../../shared/pge/missing-facts.ts";
import type { Block, Cell, Row } from "../../../paper/paper.ts";

/** The texts of the version that the assessment names. */
export type References = readonly LegalReference[];

/** What the rules say of a file: each figure with its rule, what went in and the legal text; then reasons, cautions, assumptions and what is missing. */
export function calculationBlocks(assessment: Assessment, words: Words, references: References): readonly Block[] {
  const { t, find } = words;
  const missing = [...new Set(assessment.missing.flatMap((path) => fieldOfFact(path) ?? []))];
  return [
    ...reasonBlocks(assessment, words, references),
    { kind: "table", columns: [{ head: t("paper.calculation.figure"), share: 19 }, { head: t("paper.calculation.value"), share: 19, align: "right" }, { head: t("paper.calculation.rule"), share: 36 }, { head: t("paper.calculation.text"), share: 26 }], rows: figureRows(assessment, words, references) },
    ...listed(t("verdict.cautions"), assessment.cautions.map(({ code }) => find(`caution.${code}`) ?? code)),
    ...listed(t("verdict.hypotheses"), hypothesisTexts(assessment, words)),
    ...listed(t("verdict.missing"), missing.map((field) => fieldLabel(field, words))),
  ];
}

export const hypothesisTexts = ({ hypotheses }: Pick<Assessment, "hypotheses">, { find }: Words): readonly string[] => hypotheses.map((id) => find(`hypothesis.${id}`) ?? id);

/** A heading and its list, or nothing. */
export const listed = (title: string, items: readonly string[]): readonly Block[] => (items.length === 0 ? [] : [{ kind: "heading", level: 3, text: title }, { kind: "list", items }]);

function reasonBlocks({ refusals }: Assessment, words: Words, references: References): readonly Block[] {
  const { t, find } = words;
  if (refusals.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: t("paper.reasons") },
    {
      kind: "table", columns: [{ head: t("paper.reasons.reason"), share: 38 }, { head: t("paper.reasons.rule"), share: 36 }, { head: t("paper.calculation.text"), share: 26 }],
      rows: refusals.map(({ reason, rule, inputs, reference }) => ({ cells: [{ text: find(`reason.${reason}`) ?? reason }, ruleCell(rule, inputs, words), textCell(reference, references)] })),
    },
  ];
}

function figureRows(assessment: Assessment, words: Words, references: References): readonly Row[] {
  const { t, format } = words;
  const money = (value: number): string => format.amount(value);
  const row = <T>(label: string, figure: Figure<T> | undefined, show: (value: T) => string): Row => ({
    cells: figure === undefined ? [{ text: label }, { text: t("paper.unknown") }, { text: "" }, { text: "" }]
      : [{ text: label }, { text: show(figure.value) }, ruleCell(figure.rule, figure.inputs, words), textCell(figure.reference, references)],
  });
  return [
    row(t("verdict.procedure"), assessment.procedure, (value) => t(`verdict.procedure.${value}`)),
    row(t("verdict.ceiling"), assessment.ceiling, money),
    row(t("verdict.used"), assessment.used, money),
    row(t("verdict.available"), assessment.available, money),
    row(t("verdict.quota"), assessment.quotaPct, format.percent),
    row(t("verdict.guaranteed"), assessment.guaranteed, money),
    row(t("verdict.premiumScale"), assessment.premiumScale, (value) => t(`verdict.scale.${value}`)),
    row(t("verdict.firstPremium"), assessment.firstPremium, money),
    ...premiumRows(assessment, words, references),
  ];
}

/** The premiums of all years in one figure, each year's under it. */
function premiumRows({ premiums }: Assessment, words: Words, references: References): readonly Row[] {
  const { t, format } = words;
  if (premiums === undefined || premiums.value.length < 2) return [];
  const years = premiums.value.map((premium, i) => t("paper.calculation.input", { label: t("verdict.year", { n: i + 1 }), value: format.amountExact(premium) })).join(" ; ");
  const sum = format.amountExact(premiums.value.reduce((all, premium) => all + premium, 0));
  return [{ cells: [{ text: t("verdict.premiums") }, { text: sum, under: years }, ruleCell(premiums.rule, premiums.inputs, words), textCell(premiums.reference, references)] }];
}

function ruleCell(rule: RuleId, inputs: readonly FigureInput[], words: Words): Cell {
  const { t, find } = words;
  const title = find(`rule.${rule}`);
  const under = inputs.map((input) => t("paper.calculation.input", { label: inputLabel(input, words), value: inputValue(input, words) })).join(" ; ");
  return { text: title === undefined ? t("verdict.rule", { rule }) : t("paper.calculation.ruleOf", { title, rule }), ...(under === "" ? {} : { under }) };
}

/** As a lawyer cites it, in French whatever the language of the paper, and where it was read. */
function textCell(reference: ReferenceId, references: References): Cell {
  const text = references.find((one) => one.id === reference);
  return text === undefined ? { text: reference } : { text: text.cite, under: text.source, lang: "fr" };
}
