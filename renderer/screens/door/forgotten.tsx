import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { RecoveryAsked } from "../../../shared/bridge/door-calls.ts";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { requestRecovery } from "../../state/session-slice.ts";
import { NewPassphraseFields, whyNotNew, type NewPassphrase } from "./new-passphrase.tsx";
import { RecoveryAnswer } from "./recovery-answer.tsx";

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
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<NewPassphrase>({ passphrase: "", again: "" });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const why = whyNotNew(chosen);
    if (why !== undefined) return (why === "weak" ? first : second).current?.focus();
    setBusy(true);
    const requested = await requestRecovery(desk, profile.id, chosen.passphrase);
    setBusy(false);
    if (requested.ok) onAsked(requested.value);
    else setError(requested.error);
  };
  return (
    <form className="door-block" noValidate onSubmit={(event) => void ask(event)}>
      <p>{t("door.forgotten.why")}</p>
      <NewPassphraseFields label={t("door.forgotten.next")} value={chosen} onChange={setChosen} tried={tried} first={first} second={second} />
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.forgotten.ask")}</Button>
    </form>
  );
}
