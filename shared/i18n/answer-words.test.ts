import { expect, test } from "vitest";
import { legalDate } from "../kernel/legal-date.ts";
import type { AnswerStanding } from "../pge/answer-due.ts";
import { answerGrounds, answerText, lateText } from "./answer-words.ts";
import { words } from "./texts.ts";

const dueOn = legalDate("2020-04-16");
const due = (left: number): AnswerStanding => ({ kind: "due", dueOn, left, zone: "ALSACE_MOSELLE" });
const late = (days: number): AnswerStanding => ({ kind: "late", dueOn, late: days, zone: "ALSACE_MOSELLE" });

test.each<readonly [AnswerStanding, string, string]>([
  [due(2), "Réponse attendue le 16/04/2020, dans 2 jours ouvrés", "Answer due on 16/04/2020, in 2 working days"],
  [due(1), "Réponse attendue le 16/04/2020, dans 1 jour ouvré", "Answer due on 16/04/2020, in 1 working day"],
  [due(0), "Réponse attendue aujourd’hui, 16/04/2020", "Answer due today, 16/04/2020"],
  [late(3), "Réponse attendue le 16/04/2020, dépassée de 3 jours ouvrés", "Answer due on 16/04/2020, 3 working days overdue"],
  [late(1), "Réponse attendue le 16/04/2020, dépassée d’un jour ouvré", "Answer due on 16/04/2020, one working day overdue"],
  [late(0), "Réponse attendue le 16/04/2020, dépassée", "Answer due on 16/04/2020, overdue"],
])("when the answer is due is told in days: %j", (standing, french, english) => {
  expect([answerText(standing, words.fr), answerText(standing, words.en)]).toEqual([french, english]);
});

test("a day that is told says what it rests on and whose holidays; where none is, why stands in its place", () => {
  expect(answerGrounds(due(2), words.fr).join(" ")).toMatch(/source secondaire.*Alsace-Moselle.*code postal/);
  const unknown: AnswerStanding = { kind: "unknown", why: "TURNOVER_TOO_HIGH" };
  expect([answerGrounds(unknown, words.fr), answerText(unknown, words.en)]).toEqual([[], "Answer due: no delay is known from €10 million of turnover on"]);
});

test("a file's line says only that it is late", () => {
  expect([due(0), late(0), late(1), late(2)].map((standing) => lateText(standing, words.fr))).toEqual([undefined, "réponse dépassée", "réponse dépassée d’un jour ouvré", "réponse dépassée de 2 jours ouvrés"]);
});
