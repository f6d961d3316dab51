import { useEffect, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { choosePassphrase } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { NewPassphraseFields } from "./new-passphrase.tsx";
import { useNewPassphrase } from "./use-new-passphrase.ts";

/** First start on this workstation, or a new profile beside one that no longer opens: the one secret that opens it. */
export function ChoosePassphrase({ name, onBack }: { readonly name: string; readonly onBack?: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const { fields, first, busy, error, submit } = useNewPassphrase((passphrase) => choosePassphrase(desk, passphrase));
  useEffect(() => first.current?.focus(), [first]);
  return (
    <DoorFrame title={t("door.passphrase.title")}>
      <p><strong>{t("door.passphrase.hello", { name })}</strong> {t("door.passphrase.why")}</p>
      {onBack === undefined ? null : <p className="quiet">{t("door.welcome.newWhy")}</p>}
      <form className="door-block" onSubmit={(event) => void submit(event)} noValidate>
        <NewPassphraseFields label={t("door.passphrase.label")} {...fields} />
        {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
        <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.passphrase.choose")}</Button>
        <p className="quiet small">{t("door.passphrase.lost")}</p>
      </form>
      {onBack === undefined ? null : <p className="door-links"><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>}
    </DoorFrame>
  );
}
