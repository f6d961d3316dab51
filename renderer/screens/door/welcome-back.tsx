import { useState, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { ChoosePassphrase } from "./choose-passphrase.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { UnlockForm } from "./unlock.tsx";

/** Signed in by somebody whose profile is here already: it is opened, and a new one is made only when she asks for it. */
export function WelcomeBack({ profile, onOther }: { readonly profile: Profile; readonly onOther: () => void }): ReactElement {
  const { t } = useWords();
  const [anew, setAnew] = useState(false);
  if (anew) return <ChoosePassphrase name={profile.name} onBack={() => setAnew(false)} />;
  return (
    <DoorFrame title={t("door.unlock.title")}>
      <Note tone="done" live>{t("door.welcome.here")}</Note>
      <UnlockForm profile={profile} />
      <p className="door-links">
        <Button look="plain" onPress={() => setAnew(true)}>{t("door.welcome.new")}</Button>
        <Button look="plain" onPress={onOther}>{t("door.welcome.other")}</Button>
      </p>
    </DoorFrame>
  );
}
