import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { chooseFolder } from "../../state/carry.ts";

/** Where colleagues of the branch meet while the centre is away. */
export function SharedFolderSetting(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const folder = useDeskState((state) => state.sync?.folder);
  const [typed, setTyped] = useState<string>();
  const [outcome, setOutcome] = useState<{ readonly kind: "kept" } | { readonly kind: "failed"; readonly error: CodedError }>();
  const path = typed ?? folder?.path ?? "";
  const isDecided = folder?.isDecided === true;
  const keep = async (): Promise<void> => {
    const kept = await chooseFolder(desk, path);
    setOutcome(kept.ok ? { kind: "kept" } : { kind: "failed", error: kept.error });
    if (kept.ok) setTyped(undefined);
  };
  return (
    <form className="field" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <label htmlFor="shared-folder">{t("folder.setting")}</label>
      <p className="quiet small" id="shared-folder-why">{isDecided ? t("folder.decided") : t("folder.why")}</p>
      <div className="settings-row">
        <input id="shared-folder" className="input" type="text" spellCheck={false} autoComplete="off" readOnly={isDecided} aria-describedby="shared-folder-why" value={path} onChange={(event) => setTyped(event.target.value)} />
        {isDecided ? null : <Button onPress={() => void keep()}>{t("folder.keep")}</Button>}
      </div>
      {outcome?.kind === "kept" ? <Note tone="done" live><p>{t("folder.kept")}</p></Note> : null}
      {outcome?.kind === "failed" ? <Note tone="stop" live><ErrorAccount error={outcome.error} /></Note> : null}
    </form>
  );
}
