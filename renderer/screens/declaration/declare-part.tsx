import { useEffect, useState, type ReactElement } from "react";
import type { Declaration, DeclarationDone } from "../../../shared/bridge/declaration-views.ts";
import { accountOf, ErrorAccount } from "../../components/error-account.tsx";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { saveText } from "../file/save-copy.ts";

type Stage = { readonly kind: "ready"; readonly declaration: Declaration; readonly saved: boolean } | { readonly kind: "done"; readonly done: DeclarationDone; readonly batch: string } | { readonly kind: "none"; readonly error: CodedError };

/** Two acts, so that nothing is called declared that was not handed over: the file is kept, then its person says that it was given. */
export function DeclarePart(): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const [stage, setStage] = useState<Stage>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    const prepare = async (): Promise<void> => {
      const answer = await desk.attempt("declare.prepare", undefined);
      if (current) setStage(answer.ok ? { kind: "ready", declaration: answer.value, saved: false } : { kind: "none", error: answer.error });
    };
    void prepare();
    return () => { current = false; };
  }, [desk]);
  const confirm = async ({ batch, files }: Declaration): Promise<void> => {
    setBusy(true);
    const answer = await desk.attempt("declare.confirm", { batch, files: [...files] });
    setBusy(false);
    setStage(answer.ok ? { kind: "done", done: answer.value, batch } : { kind: "none", error: answer.error });
  };
  return (
    <section className="declare-part">
      <h3>{t("declare.file")}</h3>
      {stage?.kind === "none" ? (stage.error.code === "G2021" ? <p>{t("declare.none")}</p> : <Note tone="stop" live><ErrorAccount error={stage.error} /></Note>) : null}
      {stage?.kind === "ready" ? (
        <>
          <p>{count("declare.loans", stage.declaration.count)}{t("frame.colon")}<strong className="figure">{format.amount(stage.declaration.amount)}</strong>. <span className="quiet">{t("declare.batch", { batch: stage.declaration.batch })}</span></p>
          <div className="foot">
            <Button look={stage.saved ? "plain" : "main"} onPress={() => { saveText(stage.declaration.name, stage.declaration.text); setStage({ ...stage, saved: true }); }}>{t("declare.save")}</Button>
            {stage.saved ? <Button look="main" held={busy} onPress={() => void confirm(stage.declaration)}>{t("declare.confirm")}</Button> : null}
          </div>
          {stage.saved ? <output className="quiet small">{t("declare.saved", { name: stage.declaration.name })}</output> : null}
        </>
      ) : null}
      {stage?.kind === "done" ? <Done done={stage.done} batch={stage.batch} /> : null}
    </section>
  );
}

function Done({ done, batch }: { readonly done: DeclarationDone; readonly batch: string }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  return (
    <>
      <Note tone="done" live><p>{count("declare.done", done.recorded)} {t("declare.batch", { batch })}</p></Note>
      {done.refused.length === 0 ? null : (
        <Note tone="attend">
          <p>{count("declare.refused", done.refused.length)}</p>
          <ul>{done.refused.map(({ file, name, error }) => <li key={file}>{name}{t("frame.colon")}{accountOf(error, words).happened} <span className="quiet">{error.code}</span></li>)}</ul>
        </Note>
      )}
    </>
  );
}
