import type { ReactElement } from "react";
import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { cancelImport, runImport } from "../../state/import-slice.ts";
import { go } from "../../state/navigate.ts";

type Props = { readonly view: ImportView; readonly onError: (error: CodedError | undefined) => void };
/** Steps in which progress is spoken: each line would be a flood. */
const TENTHS = 10;
const COUNTED = ["taken", "noticed", "faulty", "changed", "known", "doubled", "empty"] as const;

/** How far it is, what came of it, and the way to stop it or to go on. */
export function RunPart({ view, onError }: Props): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const progress = { done: format.count(view.done), total: format.count(view.rows) };
  const tenth = view.rows === 0 ? TENTHS : Math.floor((view.done / view.rows) * TENTHS);
  return (
    <section className="import-part" aria-label={t("import.running")}>
      {view.state === "running" ? (
        <div className="import-run">
          <p><strong>{t("import.running")}</strong> <span className="quiet">{t("import.progress", progress)}</span></p>
          <progress value={view.done} max={view.rows} aria-label={t("import.running")} />
          <div className="foot start"><Button onPress={() => void cancelImport(desk, view).then(onError)}>{t("import.cancel")}</Button><p className="quiet small">{t("import.leave")}</p></div>
        </div>
      ) : null}
      {view.state === "stopped" ? (
        <Note tone="attend">
          {view.error === undefined ? null : <ErrorAccount error={view.error} />}
          <p>{t("import.stopped", progress)}</p>
          <div className="foot start"><Button look="main" onPress={() => void runImport(desk, view).then(onError)}>{count("import.resume", view.rows - view.done)}</Button></div>
        </Note>
      ) : null}
      <output className="unseen">{view.state === "done" ? t("import.finished") : view.state === "running" ? t("import.progress", { done: format.count(Math.floor((view.rows * tenth) / TENTHS)), total: progress.total }) : t("import.stopped", progress)}</output>
      <dl className="totals">
        {COUNTED.filter((name) => name === "taken" || view.counts[name] > 0).map((name) => (
          <div key={name} className={name === "faulty" || name === "changed" ? "asks" : undefined}><dt>{t(`import.count.${name}`)}</dt><dd>{format.count(view.counts[name])}</dd></div>
        ))}
      </dl>
      {view.state === "done" && view.counts.taken > 0 ? <div className="foot start"><Button look="plain" onPress={() => go(desk, { kind: "files", filter: "draft", file: undefined })}>{t("import.seeFiles")}</Button></div> : null}
    </section>
  );
}
