import { useId, useState, type FormEvent, type ReactElement } from "react";
import type { RecoveryAsked } from "../../../shared/bridge/door-calls.ts";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useCountdown } from "../../components/use-countdown.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { keepFile } from "../../state/keep-file.ts";
import { answerRecovery, cancelRecovery } from "../../state/session-slice.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import { WaitOver } from "./passphrase-wait.tsx";

/** A request that waits: how it is sent, the code to say aloud, and the answer that comes back. */
export function RecoveryAnswer({ profile, asked, onCancelled }: { readonly profile: Profile; readonly asked: RecoveryAsked; readonly onCancelled: () => void }): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const id = useId();
  const [answer, setAnswer] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const left = useCountdown(error);
  const take = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (file !== undefined) setAnswer((await file.text().catch(() => "")).slice(0, 20_000).trim());
    input.value = "";
  };
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMissing(true);
    if (busy || left > 0 || answer.trim() === "" || passphrase === "") return;
    setBusy(true);
    setError(await answerRecovery(desk, profile.id, answer, passphrase));
    setBusy(false);
  };
  const cancel = async (): Promise<void> => {
    await cancelRecovery(desk, profile.id);
    onCancelled();
  };
  return (
    <>
      <ol>
        <li>{t("door.forgotten.send")}</li>
        <li>{t("door.forgotten.say")}</li>
        <li>{t("door.forgotten.load")}</li>
      </ol>
      <p>{t("door.forgotten.code")}{t("frame.colon")}<CopyCode code={asked.code} /></p>
      <p className="foot start">
        <Button onPress={() => void navigator.clipboard.writeText(asked.text)}>{t("door.forgotten.copy")}</Button>
        <Button onPress={() => keepFile("guichet-demande.txt", [`${asked.text}\n`], "text/plain")}>{t("door.forgotten.file")}</Button>
      </p>
      <p className="quiet small">{t("door.forgotten.until", { when: format.dayAndTime(asked.until) })}</p>
      <form className="door-block" noValidate onSubmit={(event) => void open(event)}>
        <div className="field">
          <label htmlFor={`${id}-answer`}>{t("door.forgotten.answer")}</label>
          <textarea
            id={`${id}-answer`} className="input" rows={4} value={answer} spellCheck={false} maxLength={20_000} required onChange={(event) => setAnswer(event.target.value)}
            aria-invalid={(missing && answer.trim() === "") || undefined} aria-describedby={missing && answer.trim() === "" ? `${id}-fault` : undefined}
          />
          {missing && answer.trim() === "" ? <p className="fault" id={`${id}-fault`} role="alert">{t("door.forgotten.missing")}</p> : null}
        </div>
        <p className="foot start"><label className="button file-choice">{t("door.forgotten.choose")}<input type="file" accept=".txt,text/plain" onChange={(event) => void take(event.target)} /></label></p>
        <PassphraseField label={t("door.forgotten.chosen")} value={passphrase} onChange={setPassphrase} whose="own" fault={missing && passphrase === "" ? t("door.unlock.missing") : undefined} />
        {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
        <Button look="main" wide submit held={busy || left > 0} onPress={() => undefined}>{busy ? t("door.opening") : left > 0 ? t("door.wait.held", { wait: format.wait(left) }) : t("door.forgotten.open")}</Button>
        <WaitOver error={error} left={left} />
      </form>
      <p><Button look="plain" onPress={() => void cancel()}>{t("door.forgotten.cancel")}</Button></p>
    </>
  );
}
