import type { ReactElement } from "react";
import { answerGrounds, answerText } from "../../../shared/i18n/answer-words.ts";
import type { AnswerStanding } from "../../../shared/pge/answer-due.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";

/** When the bank's answer is due; what the day rests on opens under it. */
export function AnswerLine({ standing }: { readonly standing: AnswerStanding }): ReactElement {
  const words = useWords();
  const isLate = standing.kind === "late";
  const line = <><Icon name={isLate ? "alert" : "calendar"} size={14} /> {isLate ? <strong>{answerText(standing, words)}</strong> : answerText(standing, words)}</>;
  const grounds = answerGrounds(standing, words);
  if (grounds.length === 0) return <p className="answer-due small quiet">{line}</p>;
  return (
    <details className={isLate ? "answer-due small attend" : "answer-due small quiet"}>
      <summary>{line} <span className="quiet">({words.t("answer.hypothesis")})</span></summary>
      <ul className="quiet">{grounds.map((ground) => <li key={ground}>{ground}</li>)}</ul>
    </details>
  );
}
