import { useCallback, useState, type ReactElement } from "react";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { openImport } from "../../state/import-slice.ts";
import { useGivenFiles } from "../file/use-given-files.ts";

/** Which file: chosen, or dropped anywhere in the window. */
export function ChooseTable({ onError }: { readonly onError: (error: CodedError | undefined) => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [isReading, setIsReading] = useState(false);
  const take = useCallback((files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    const open = async (): Promise<void> => {
      setIsReading(true);
      onError(undefined);
      onError(await openImport(desk, file));
      setIsReading(false);
    };
    void open();
  }, [desk, onError]);
  const isOver = useGivenFiles(isReading ? undefined : take);
  const choose = (input: HTMLInputElement): void => {
    take([...(input.files ?? [])]);
    // The same file, mended meanwhile, may be chosen again.
    input.value = "";
  };
  return (
    <section className={isOver ? "import-choose over" : "import-choose"}>
      <p>{t("import.why")}</p>
      <p className="quiet small">{t("import.limits")}</p>
      <label className="button main file-choice">{isReading ? t("import.reading") : t("import.choose")}<input type="file" accept=".csv,.xlsx,.txt,.tsv,text/csv" disabled={isReading} onChange={(event) => choose(event.target)} /></label>
      <output className="unseen">{isReading ? t("import.reading") : ""}</output>
      <details className="quiet small">
        <summary>{t("import.columns")}</summary>
        <p>{t("import.columns.why")}</p>
        <ul className="import-names">{FIELD_NAMES.map((field) => <li key={field}>{fieldLabel(field, words)} <span className="mono">{field}</span></li>)}</ul>
      </details>
    </section>
  );
}
