import { useEffect, useRef, useState, type ReactElement } from "react";
import type { RecoveryAsked } from "../../../shared/bridge/door-calls.ts";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { requestRecovery } from "../../state/session-slice.ts";
import { NewPassphraseFields } from "./new-passphrase.tsx";
import { RecoveryAnswer } from "./recovery-answer.tsx";
import { useNewPassphrase } from "./use-new-passphrase.ts";

/** The passphrase is forgotten: the new one is chosen, an administrator is asked, and her answer opens the profile. What waits for an answer is found again. */
export function Forgotten({ profile, onBack }: { readonly profile: Profile; readonly onBack: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [asked, setAsked] = useState<RecoveryAsked>();
  const isWaiting = profile.recovery === "waiting";
  useEffect(() => {
    if (!isWaiting) return;
    const find = async (): Promise<void> => setAsked(await desk.ask("session.waitingRecovery", { profile: profile.id }));
    void find();
  }, [desk, isWaiting, profile.id]);
  const isAsked = asked !== undefined;
  const shown = isAsked ? "door.forgotten.waiting" : "door.forgotten.title";
  // Each step has its own heading, which takes the focus.
  useEffect(() => heading.current?.focus(), []);
  const take = (next: RecoveryAsked): void => {
    setAsked(next);
    heading.current?.focus();
  };
  return (
    <section className="door-block" aria-labelledby="forgotten-title">
      <h2 id="forgotten-title" ref={heading} tabIndex={-1}>{t(shown)}</h2>
      <p><strong>{profile.name}</strong><br /><span className="quiet">{profile.bank} · {profile.branch}</span></p>
      {!isAsked ? <Ask profile={profile} onAsked={take} /> : <RecoveryAnswer profile={profile} asked={asked} onCancelled={onBack} />}
      <p className="door-links"><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>
    </section>
  );
}

function Ask({ profile, onAsked }: { readonly profile: Profile; readonly onAsked: (asked: RecoveryAsked) => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const { fields, busy, error, submit } = useNewPassphrase(async (passphrase) => {
    const requested = await requestRecovery(desk, profile.id, passphrase);
    if (!requested.ok) return requested.error;
    onAsked(requested.value);
    return undefined;
  });
  return (
    <form className="door-block" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t("door.forgotten.why")}</p>
      <NewPassphraseFields label={t("door.forgotten.next")} {...fields} />
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.forgotten.ask")}</Button>
    </form>
  );
}
