import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { choosePassphrase } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { NewPassphraseFields, whyNotNew, type NewPassphrase } from "./new-passphrase.tsx";

/** First start on this workstation, or a new profile beside one that no longer opens: the one secret that opens it. */
export function ChoosePassphrase({ name, onBack }: { readonly name: string; readonly onBack?: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<NewPassphrase>({ passphrase: "", again: "" });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  useEffect(() => first.current?.focus(), []);
  const choose = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const why = whyNotNew(chosen);
    if (why !== undefined) return (why === "weak" ? first : second).current?.focus();
    setBusy(true);
    setError(await choosePassphrase(desk, chosen.passphrase));
    setBusy(false);
  };
  return (
    <DoorFrame title={t("door.passphrase.title")}>
      <p><strong>{t("door.passphrase.hello", { name })}</strong> {t("door.passphrase.why")}</p>
      {onBack === undefined ? null : <p className="quiet">{t("door.welcome.newWhy")}</p>}
      <form className="door-block" onSubmit={(event) => void choose(event)} noValidate>
        <NewPassphraseFields label={t("door.passphrase.label")} value={chosen} onChange={setChosen} tried={tried} first={first} second={second} />
        {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
        <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.passphrase.choose")}</Button>
        <p className="quiet small">{t("door.passphrase.lost")}</p>
      </form>
      {onBack === undefined ? null : <p className="door-links"><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>}
    </DoorFrame>
  );
}
