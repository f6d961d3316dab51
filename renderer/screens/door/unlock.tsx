import { useState, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { unlock } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { Forgotten } from "./forgotten.tsx";
import { VaultUnlock } from "./vault-unlock.tsx";
import { PassphraseForm, Waiting } from "./passphrase-form.tsx";

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
                <span className="who">{profile.name}</span><span className="quiet small">{profile.bank} · {profile.branch}<Waiting profile={profile} /></span><Icon name="chevron" size={14} />
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
  const { t } = useWords();
  const [forgot, setForgot] = useState(false);
  if (forgot) return <Forgotten profile={profile} onBack={() => setForgot(false)} />;
  return (
    <>
      <PassphraseForm profile={profile} action={t("door.unlock.open")} running={t("door.opening")} onPassphrase={(passphrase) => unlock(desk, profile.id, passphrase)} eager />
      <VaultUnlock profile={profile} />
      {profile.recovery === undefined ? null : (
        <div className="door-links">
          {profile.recovery === "waiting" ? <p className="quiet small">{t("door.forgotten.waits")}</p> : null}
          <Button look="plain" onPress={() => setForgot(true)}>{t(profile.recovery === "waiting" ? "door.forgotten.again" : "door.forgotten")}</Button>
        </div>
      )}
    </>
  );
}
