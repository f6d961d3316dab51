import { useState, type ReactElement } from "react";
import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { closeImport } from "../../state/import-slice.ts";
import { go } from "../../state/navigate.ts";

/** Which file this is, and the way out of it: asked twice where something of it would be forgotten. */
export function ImportHead({ view, onError }: { readonly view: ImportView; readonly onError: (error: CodedError | undefined) => void }): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [isSure, setIsSure] = useState(true);
  const isOver = view.state === "done" && view.counts.faulty + view.counts.changed === 0;
  const close = async (): Promise<void> => {
    const error = await closeImport(desk, view);
    onError(error);
    if (error === undefined && isOver) go(desk, { kind: "files", filter: "draft", file: undefined });
  };
  return (
    <section className="import-file" aria-label={view.name}>
      <div>
        <h2>{view.name}</h2>
        <p className="quiet small">
          {view.sheet === undefined ? t("import.file.csv") : t("import.file.xlsx", { sheet: view.sheet.name })} · {count("import.rows", view.rows)}
          {view.sheet === undefined || view.sheet.others === 0 ? null : <> · {count("import.otherSheets", view.sheet.others)}</>}
        </p>
      </div>
      {view.state === "running" ? null : isOver ? <Button look="main" onPress={() => void close()}>{t("import.finish")}</Button>
        : isSure ? <Button onPress={() => setIsSure(false)}>{view.state === "done" ? t("import.finish") : t("import.abandon")}</Button> : (
          <div className="import-sure" role="alert">
            <p>{t("import.abandon.sure")}</p>
            <div className="foot start">
              <Button look="danger" onPress={() => void close()}>{t("import.abandon.yes")}</Button>
              <Button onPress={() => setIsSure(true)}>{t("import.abandon.no")}</Button>
            </div>
          </div>
        )}
    </section>
  );
}
