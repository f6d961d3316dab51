import type { ReactElement, Ref } from "react";
import { faultText, fieldLabel } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { controlId } from "./control-id.ts";
import type { Problem } from "./file-problems.ts";
import { focusField } from "./focus-field.ts";

/** All that stands between the file and its submission, each line leading to its field. */
export function ProblemSummary({ problems, ref }: { readonly problems: readonly Problem[]; readonly ref: Ref<HTMLElement> }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  const faults = problems.filter(({ kind }) => kind !== "missing");
  const missing = problems.filter(({ kind }) => kind === "missing");
  const list = (part: readonly Problem[]): ReactElement => (
    <ul>
      {part.map(({ field, code, kind }) => (
        <li key={field}>
          <a href={`#${controlId(field)}`} onClick={(event) => { event.preventDefault(); focusField(field); }}>{fieldLabel(field, words)}</a>
          {kind === "missing" ? null : <span>{t("frame.colon")}{faultText(code, words)}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <section className={faults.length > 0 ? "summary stop" : "summary"} ref={ref} tabIndex={-1} aria-labelledby="problem-summary">
      {faults.length > 0 ? <><h2 id="problem-summary">{count("file.faults.title", faults.length)}</h2>{list(faults)}</> : null}
      {missing.length > 0 ? <><h2 {...(faults.length > 0 ? {} : { id: "problem-summary" })}>{count("file.missing.title", missing.length)}</h2><div className="summary-columns">{list(missing)}</div></> : null}
      <p className="unseen">{t("keys.next")}{t("frame.colon")}F2</p>
    </section>
  );
}
