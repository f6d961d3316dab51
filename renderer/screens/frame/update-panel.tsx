import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { installUpdate } from "../../state/update-slice.ts";
import { updateTelling } from "./update-telling.ts";

/** What the update is, what it changes, and the way to install it where that is the person's to do. */
export function UpdatePanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const update = useDeskState((state) => state.update) ?? { kind: "none" };
  const [refusal, setRefusal] = useState<CodedError>();
  const [asking, setAsking] = useState(false);
  const { sentences: [first, ...others], notes, attend, canInstall } = updateTelling(update, words);
  const install = async (): Promise<void> => {
    setAsking(true);
    setRefusal(await installUpdate(desk));
    setAsking(false);
  };
  return (
    <Floating title={t("update.title")} onClose={onClose}>
      {attend ? <Note tone="attend"><p>{first}</p></Note> : <p>{first}</p>}
      {others.map((sentence) => <p key={sentence}>{sentence}</p>)}
      {notes === "" ? null : <><h3>{t("update.notes")}</h3><p className="update-notes">{notes}</p></>}
      {refusal === undefined ? null : <Note tone="attend" live><ErrorAccount error={refusal} /></Note>}
      <div className="foot">
        <Button onPress={onClose}>{t(canInstall ? "update.later" : "frame.close")}</Button>
        {canInstall ? <Button look="main" held={asking} onPress={() => void install()}>{t("update.install")}</Button> : null}
      </div>
    </Floating>
  );
}
