import { useId, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { PeopleAnswer } from "../../../shared/sync/people-messages.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { addBranch } from "../../state/people.ts";

/** Another branch of the bank: it gives nobody anything, so one word is enough. */
export function BranchPanel({ onClose, onAdded }: { readonly onClose: () => void; readonly onAdded: (answer: PeopleAnswer) => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const id = useId();
  const [name, setName] = useState("");
  const [region, setRegion] = useState("");
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const add = async (): Promise<void> => {
    if (name.trim() === "") return;
    setSending(true);
    setFailed(undefined);
    const answer = await addBranch(desk, name.trim(), region.trim());
    setSending(false);
    if (answer.ok) onAdded(answer.value);
    else setFailed(answer.error);
  };
  return (
    <Floating title={t("people.branch.panel")} onClose={onClose}>
      <form className="policy-form" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <div className="field"><label htmlFor={`${id}-name`}>{t("people.branch.name")}</label><input id={`${id}-name`} className="input" autoComplete="off" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></div>
        <div className="field"><label htmlFor={`${id}-region`}>{t("people.branch.region")}</label><input id={`${id}-region`} className="input" autoComplete="off" maxLength={200} value={region} onChange={(event) => setRegion(event.target.value)} /></div>
        {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
        <div className="foot end">
          <Button onPress={onClose}>{t("people.cancel")}</Button>
          <Button submit look="main" held={sending || name.trim() === ""} onPress={() => void add()}>{t(sending ? "devices.sending" : "people.branch.submit")}</Button>
        </div>
      </form>
    </Floating>
  );
}
