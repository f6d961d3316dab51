import { useEffect, useRef, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { ChooseTable } from "./choose-table.tsx";
import { ImportHead } from "./import-head.tsx";
import { ImportReport } from "./import-report.tsx";
import { MapColumns } from "./map-columns.tsx";
import { RunPart } from "./run-part.tsx";

/** A table of many files: chosen, its columns placed, its rows taken, what was not taken mended. Leaving the screen stops and loses nothing. */
export function ImportScreen(): ReactElement {
  const { t } = useWords();
  const view = useDeskState((state) => state.import);
  const [error, setError] = useState<CodedError>();
  const heading = useRef<HTMLHeadingElement>(null);
  const step = view === undefined ? "choose" : view.state === "mapping" ? "map" : "take";
  const shown = useRef(step);
  // What had the focus went with its step: the title of the next one has it.
  useEffect(() => {
    if (shown.current !== step && (document.activeElement === document.body || document.activeElement === null)) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <main className="page import" id="content" tabIndex={-1}>
      <header className="page-head"><h1 ref={heading} tabIndex={-1}>{t("import.title")}</h1></header>
      {error === undefined ? null : <ImportFault error={error} />}
      {view === undefined ? <ChooseTable onError={setError} /> : (
        <>
          <ImportHead key={view.id} view={view} onError={setError} />
          {view.state === "mapping" ? <MapColumns key={view.id} view={view} onError={setError} /> : (
            <>
              <RunPart view={view} onError={setError} />
              <ImportReport key={view.id} view={view} onError={setError} />
            </>
          )}
        </>
      )}
    </main>
  );
}

/** What is wrong with the file comes first: it is what there is to do. */
function ImportFault({ error }: { readonly error: CodedError }): ReactElement {
  const words = useWords();
  const reason = error.code === "G9802" ? error.fields?.[0]?.reason : undefined;
  return (
    <Note tone="stop" live>
      {reason === undefined ? null : <p><strong>{faultText(reason, words)}</strong></p>}
      <ErrorAccount error={error} />
    </Note>
  );
}
