import { useState, type ReactElement } from "react";
import type { BranchCheck, LastCheck } from "../../../shared/bridge/check-views.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";

/** When all that is held was last known to be the centre's, and the way to make sure now. */
export function CheckPart({ check }: { readonly check: LastCheck | undefined }): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const [asked, setAsked] = useState<readonly BranchCheck[] | "running">();
  const ask = async (): Promise<void> => {
    setAsked("running");
    const answer = await desk.attempt("sync.compare", undefined);
    setAsked(answer.ok ? answer.value : [{ name: "", outcome: "failed", files: 0, mended: 0, checkedAt: undefined, error: answer.error }]);
  };
  const isRunning = asked === "running";
  const result = check?.differs === true ? t("check.differs") : check?.mended === 0 ? t("check.same") : count("check.mended", check?.mended ?? 0);
  const failure = asked === undefined || isRunning ? undefined : asked.find(({ outcome }) => outcome === "failed");
  const isMoved = asked !== undefined && !isRunning && asked.some(({ outcome }) => outcome === "moved");
  return (
    <section aria-labelledby="check-title">
      <h3 id="check-title">{t("check.title")}</h3>
      <p className="quiet small" aria-live="polite">{check === undefined ? t("check.never") : `${t("check.when", { when: format.dayAndTime(check.at) })} ${result}`}</p>
      {failure?.error === undefined ? null : <Note tone="attend" live><ErrorAccount error={failure.error} /></Note>}
      {isMoved ? <Note tone="plain" live><p>{t("check.moved")}</p></Note> : null}
      <div className="foot start"><Button held={isRunning} onPress={() => void ask()}>{t(isRunning ? "check.asking" : "check.ask")}</Button></div>
    </section>
  );
}
