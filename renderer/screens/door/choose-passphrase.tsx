import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { choosePassphrase } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { PassphraseField } from "./passphrase-field.tsx";
import { passphraseStrength, type Strength } from "./passphrase-strength.ts";

const steps = { short: 0, weak: 1, fair: 2, strong: 3 } as const;

/** First start on this workstation, or a new profile beside one that no longer opens: the one secret that opens it. */
export function ChoosePassphrase({ name, onBack }: { readonly name: string; readonly onBack?: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const strength = passphraseStrength(passphrase);
  useEffect(() => first.current?.focus(), []);
  const refused = strength.kind === "short" || strength.kind === "weak";
  const differ = again !== passphrase;
  const choose = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (refused) return first.current?.focus();
    if (differ) return second.current?.focus();
    setBusy(true);
    setError(await choosePassphrase(desk, passphrase));
    setBusy(false);
  };
  return (
    <DoorFrame title={t("door.passphrase.title")}>
      <p><strong>{t("door.passphrase.hello", { name })}</strong> {t("door.passphrase.why")}</p>
      {onBack === undefined ? null : <p className="quiet">{t("door.welcome.newWhy")}</p>}
      <form className="door-block" onSubmit={(event) => void choose(event)} noValidate>
        <PassphraseField
          ref={first} label={t("door.passphrase.label")} hint={t("door.passphrase.hint")} value={passphrase} onChange={setPassphrase} isNew
          fault={tried && refused ? strengthWord(strength, words) : undefined}
        />
        <div className={`strength of-${steps[strength.kind]}`} aria-live="polite">
          <span className="bars" aria-hidden="true"><i /><i /><i /></span>
          <span className="small quiet">{passphrase === "" || (tried && refused) ? "" : `${t("door.passphrase.strength")}${t("frame.colon")}${strengthWord(strength, words)}`}</span>
        </div>
        <PassphraseField ref={second} label={t("door.passphrase.again")} value={again} onChange={setAgain} isNew fault={tried && differ && !refused ? t("door.passphrase.differ") : undefined} />
        {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
        <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.passphrase.choose")}</Button>
        <p className="quiet small">{t("door.passphrase.lost")}</p>
      </form>
      {onBack === undefined ? null : <p className="door-links"><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>}
    </DoorFrame>
  );
}

function strengthWord(strength: Strength, { t, count }: Words): string {
  return strength.kind === "short" ? count("door.passphrase.short", strength.left) : t(`door.passphrase.${strength.kind}`);
}
