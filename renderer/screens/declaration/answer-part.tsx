import { useState, type ReactElement } from "react";
import type { AnswerReport } from "../../../shared/bridge/declaration-views.ts";
import { faultText } from "../../../shared/i18n/field-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { accountOf, ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { tableText, type TableFault } from "../list/table-text.ts";

/** The guarantor's answer: what it accepted, what it rejected, and each line that could not be read. */
export function AnswerPart(): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [report, setReport] = useState<AnswerReport>();
  const [error, setError] = useState<CodedError>();
  const [fault, setFault] = useState<TableFault>();
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = tableText(await file.arrayBuffer());
    setFault(text.ok ? undefined : text.error);
    const answer = text.ok ? await desk.attempt("declare.answer", { text: text.value }) : undefined;
    setReport(answer?.ok === true ? answer.value : undefined);
    setError(answer?.ok === false ? answer.error : undefined);
  };
  const column = error?.params?.["column"];
  return (
    <section className="declare-part">
      <h3>{t("declare.answer")}</h3>
      <p className="quiet small">{t("declare.answer.why")}</p>
      <label className="button file-choice">{t("declare.answer.choose")}<input type="file" accept=".csv,.txt,text/csv,text/plain" onChange={(event) => { void take(event.target.files?.[0]); event.target.value = ""; }} /></label>
      {fault === undefined ? null : <Note tone="stop" live><p>{faultText(fault, words)}</p></Note>}
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} />{typeof column === "string" ? <p>{t("declare.answer.column", { column })}</p> : null}</Note>}
      {report === undefined ? null : <Report report={report} />}
    </section>
  );
}

function Report({ report }: { readonly report: AnswerReport }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  return (
    <>
      <Note tone="done" live><p>{count("declare.accepted", report.accepted)} {count("declare.rejected", report.rejected)}</p></Note>
      {report.left.length === 0 ? null : (
        <>
          <Note tone="attend"><p>{count("declare.left", report.left.length)}</p></Note>
          <ScrollRegion label={t("declare.answer")}>
            <table className="table">
              <thead><tr><th scope="col">{t("import.line")}</th><th scope="col">{t("file.registered.number")}</th><th scope="col">{t("import.value")}</th><th scope="col">{t("declare.reason")}</th></tr></thead>
              <tbody>
                {report.left.map(({ line, number, said, fault, error }) => (
                  <tr key={line}><td>{line}</td><td translate="no">{number}</td><td>{said}</td><td>{error === undefined ? t(`declare.fault.${fault}`) : accountOf(error, words).happened}</td></tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </>
  );
}
