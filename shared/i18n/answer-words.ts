import { ANSWER_TIME, type AnswerStanding } from "../pge/answer-due.ts";
import type { Words } from "./texts.ts";

/** When the bank's answer is due, in a sentence without its full stop, the same on a screen and in a terminal. */
export function answerText(standing: AnswerStanding, { t, format }: Words): string {
  if (standing.kind === "unknown") return t(`answer.unknown.${standing.why}`);
  const date = format.date(standing.dueOn);
  if (standing.kind === "due") return standing.left === 0 ? t("answer.due.today", { date }) : standing.left === 1 ? t("answer.due.one", { date }) : t("answer.due", { date, n: format.count(standing.left) });
  return standing.late === 0 ? t("answer.late.none", { date }) : standing.late === 1 ? t("answer.late.one", { date }) : t("answer.late", { date, n: format.count(standing.late) });
}

/** What the day rests on: the hypothesis, then which days are counted; nothing where no day is told. */
export const answerGrounds = (standing: AnswerStanding, { t }: Words): readonly string[] =>
  standing.kind === "unknown" ? [] : [t(`hypothesis.${ANSWER_TIME.hypothesis}`), t("answer.days", { zone: t(`answer.zone.${standing.zone}`) })];

/** How late it is, as a file's line says it; undefined when it is not. */
export function lateText(standing: AnswerStanding, { t, format }: Words): string | undefined {
  if (standing.kind !== "late") return undefined;
  return standing.late === 0 ? t("answer.row.late.none") : standing.late === 1 ? t("answer.row.late.one") : t("answer.row.late", { n: format.count(standing.late) });
}
