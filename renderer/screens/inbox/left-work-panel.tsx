import { useEffect, useState, type ReactElement } from "react";
import type { LeftWork } from "../../../shared/bridge/inbox-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { giveUp } from "../../state/inbox.ts";
import { HeldChanges } from "../../components/held-changes.tsx";

/** What is held of a file that left her branches; giving it up is asked twice, the second time by what is lost. */
export function LeftWorkPanel({ file, onClose }: { readonly file: FileId; readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [work, setWork] = useState<Result<LeftWork, CodedError>>();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await desk.attempt("inbox.left", { file });
      if (current) setWork(answer);
    };
    void load();
    return () => { current = false; };
  }, [desk, file]);
  const confirm = async ({ changes }: LeftWork): Promise<void> => {
    const error = await giveUp(desk, { file, changes: changes.map(({ change }) => change) });
    if (error === undefined) return onClose();
    setFailed(error);
    setAsking(false);
    setWork(await desk.attempt("inbox.left", { file }));
  };
  return (
    <Floating title={t("inbox.left.title")} onClose={onClose} look="wide">
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {work === undefined ? null : !work.ok ? <Note tone="plain" live><ErrorAccount error={work.error} /></Note> : (
        <>
          <p><strong>{work.value.name || t("inbox.left.nobody")}</strong>{work.value.siren === "" ? null : <span className="quiet small"> {grouped(work.value.siren, "siren")}</span>}</p>
          <p className="small">{t("inbox.left.why")}</p>
          <HeldChanges changes={work.value.changes} />
          {asking ? <Note tone="stop" live><p>{t("inbox.left.lost")}</p></Note> : null}
          <div className="foot end">
            <Button onPress={asking ? () => setAsking(false) : onClose}>{t("inbox.left.keep")}</Button>
            {asking ? <Button look="danger" onPress={() => void confirm(work.value)}>{count("inbox.left.confirm", work.value.changes.length)}</Button> : <Button look="plain" onPress={() => setAsking(true)}>{t("inbox.left.giveUp")}</Button>}
          </div>
        </>
      )}
    </Floating>
  );
}
