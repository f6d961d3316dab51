import type { ReactElement } from "react";
import { verdictTelling } from "../../../shared/i18n/figure-words.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { useWords } from "../../components/words.ts";

/** The verdict in one line, and why. The shape says it as well as the colour. */
export function VerdictHead({ assessment, fields }: { readonly assessment: Assessment; readonly fields: Fields }): ReactElement {
  const words = useWords();
  const { tone, title, why } = verdictTelling(assessment, typeof fields.amount === "number" ? fields.amount : undefined, words);
  return (
    <div className={`verdict-head ${tone}`}>
      <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
        {tone === "done" ? <><circle cx="10" cy="10" r="8" /><path d="M6.2 10.4 9 13l5-5.8" /></> : null}
        {tone === "stop" ? <><path d="M10 1.5 18.5 10 10 18.5 1.5 10z" /><path d="M7.3 7.3l5.4 5.4M12.7 7.3l-5.4 5.4" /></> : null}
        {tone === "attend" ? <><path d="M10 2 18.5 17h-17z" /><path d="M10 7.5v4.2M10 14.2v.1" /></> : null}
        {tone === "plain" ? <circle cx="10" cy="10" r="8" strokeDasharray="3.2 3" /> : null}
      </svg>
      <div aria-live="polite">
        <h2>{title}</h2>
        {why.map((line) => <p key={line} className="small">{line}</p>)}
      </div>
    </div>
  );
}
