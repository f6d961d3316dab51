import { useState, type ReactElement } from "react";
import type { ImportReport } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { ErrorAccount } from "../../components/error-account.tsx";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { tableText, type TableFault } from "./table-text.ts";

/** A table of files in one go: every line becomes a draft, or says why not. */
export function ImportPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [fault, setFault] = useState<TableFault>();
  const [report, setReport] = useState<ImportReport>();
  const [error, setError] = useState<CodedError>();
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = tableText(await file.arrayBuffer());
    setFault(text.ok ? undefined : text.error);
    const answer = text.ok ? await desk.attempt("files.importCsv", { text: text.value }) : undefined;
    setReport(answer?.ok === true ? answer.value : undefined);
    setError(answer?.ok === false ? answer.error : undefined);
  };
  const choose = (input: HTMLInputElement): void => {
    void take(input.files?.[0]);
    // The same file, mended meanwhile, may be chosen again.
    input.value = "";
  };
  return (
    <Floating title={t("import.title")} onClose={onClose} look="wide">
      <p className="quiet">{t("import.why")}</p>
      <label className="button main file-choice">{t("import.choose")}<input type="file" accept=".csv,text/csv" onChange={(event) => choose(event.target)} /></label>
      <details className="quiet small"><summary>{t("import.columns")}</summary><p className="mono columns">{FIELD_NAMES.join("; ")}</p></details>
      {fault === undefined ? null : <Note tone="stop" live><p>{faultText(fault, words)}</p></Note>}
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      {report === undefined ? null : <Report report={report} />}
    </Floating>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  // A column of no field is told, and takes no row with it.
  const leftOut = new Set(report.faults.filter(({ reason }) => reason !== "IMPORT_UNKNOWN_COLUMN").map((fault) => fault.line)).size;
  return (
    <>
      <Note tone="done" live><p>{count("import.done", report.created)}</p></Note>
      {report.faults.length === 0 ? null : (
        <>
          {leftOut === 0 ? null : <Note tone="attend"><p>{count("import.faults", leftOut)}</p></Note>}
          <ScrollRegion label={t("import.reason")}>
            <table className="table">
              <thead><tr><th scope="col">{t("import.line")}</th><th scope="col">{t("import.column")}</th><th scope="col">{t("import.value")}</th><th scope="col">{t("import.reason")}</th></tr></thead>
              <tbody>
                {report.faults.map((fault) => (
                  <tr key={`${fault.line} ${fault.column}`}><td>{fault.line}</td><td>{fault.column}</td><td>{fault.value}</td><td>{faultText(fault.reason, words)}</td></tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </>
  );
}
