import { useRef, useState, type FormEvent, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { unlock } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { PassphraseField } from "./passphrase-field.tsx";

/** Profiles of this workstation, and the passphrase of the one chosen. */
export function Unlock({ profiles, onOther }: { readonly profiles: readonly Profile[]; readonly onOther: () => void }): ReactElement {
  const { t } = useWords();
  const only = profiles.length === 1 ? profiles[0] : undefined;
  const [chosen, setChosen] = useState<Profile | undefined>(only);
  return (
    <DoorFrame title={t("door.unlock.title")}>
      {chosen === undefined ? (
        <ul className="demo-bank" aria-label={t("door.unlock.profiles")}>
          {profiles.map((profile) => (
            <li key={profile.id}>
              <button type="button" className="demo-person" onClick={() => setChosen(profile)}>
                <span className="who">{profile.name}</span><span className="quiet small">{profile.bank} · {profile.branch}</span><Icon name="chevron" size={14} />
              </button>
            </li>
          ))}
        </ul>
      ) : <UnlockForm profile={chosen} />}
      <p className="door-links">
        {chosen !== undefined && only === undefined ? <Button look="plain" onPress={() => setChosen(undefined)}>{t("door.unlock.change")}</Button> : null}
        <Button look="plain" onPress={onOther}>{t("door.signIn.other")}</Button>
      </p>
    </DoorFrame>
  );
}

export function UnlockForm({ profile }: { readonly profile: Profile }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const input = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const [missing, setMissing] = useState(false);
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMissing(passphrase === "");
    if (passphrase === "") return input.current?.focus();
    setBusy(true);
    setError(await unlock(desk, profile.id, passphrase));
    setBusy(false);
    input.current?.focus();
  };
  const told = error === undefined ? undefined : accountOf(error, words);
  return (
    <form className="door-block" onSubmit={(event) => void open(event)} noValidate>
      <p><strong>{profile.name}</strong><br /><span className="quiet">{profile.bank} · {profile.branch}</span></p>
      <PassphraseField
        ref={input} label={t("door.passphrase.label")} value={passphrase} onChange={setPassphrase} isNew={false}
        fault={missing ? t("door.unlock.missing") : told === undefined ? undefined : `${told.happened} ${told.todo}`}
      />
      <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.unlock.open")}</Button>
    </form>
  );
}
