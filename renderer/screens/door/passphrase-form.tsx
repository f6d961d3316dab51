import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { useCountdown } from "../../components/use-countdown.ts";
import { useWords } from "../../components/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import { passphraseFault, waitOf, WaitOver } from "./passphrase-wait.tsx";

export type PassphraseFormProps = {
  readonly profile: Profile;
  /** What the passphrase is asked for: the words of the button, and while it is at work (Argon2id takes a second, a recovery longer). */
  readonly action: string;
  readonly running: string;
  /** Answers what went wrong; the session says what went well. */
  readonly onPassphrase: (passphrase: string) => Promise<CodedError | undefined>;
  /** The field takes the focus at once: where the passphrase is all that is asked. */
  readonly eager?: boolean;
};

/** Whose profile it is, her passphrase, and one thing to do with it. What goes wrong stands beside the field, which takes the focus again. */
export function PassphraseForm({ profile, action, running, onPassphrase, eager = false }: PassphraseFormProps): ReactElement {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<CodedError | "missing">();
  useEffect(() => {
    if (eager) input.current?.focus();
  }, [eager]);
  const error = fault === "missing" ? undefined : fault;
  const left = useCountdown(error);
  const told = error === undefined || (waitOf(error) > 0 && left === 0) ? undefined : passphraseFault(error, words);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || left > 0) return;
    if (passphrase === "") setFault("missing");
    else {
      setBusy(true);
      setFault(await onPassphrase(passphrase));
      setBusy(false);
    }
    input.current?.focus();
  };
  return (
    <form className="door-block" onSubmit={(event) => void submit(event)} noValidate>
      <p><strong>{profile.name}</strong><br /><span className="quiet">{profile.bank} · {profile.branch}</span><Waiting profile={profile} /></p>
      <PassphraseField
        ref={input} label={words.t("door.passphrase.label")} value={passphrase} onChange={setPassphrase} whose="own"
        fault={told ?? (fault === "missing" ? words.t("door.unlock.missing") : undefined)}
      />
      <Button look="main" wide submit held={busy || left > 0} onPress={() => undefined}>{busy ? running : left > 0 ? words.t("door.wait.held", { wait: words.format.wait(left) }) : action}</Button>
      <WaitOver error={error} left={left} />
    </form>
  );
}

/** How much of her work the centre has not had yet: a count, for nothing of a file is known out here. */
export function Waiting({ profile }: { readonly profile: Profile }): ReactElement | null {
  const { count } = useWords();
  return profile.waiting === undefined || profile.waiting === 0 ? null : <span className="small quiet waiting-work">{count("door.unlock.waiting", profile.waiting)}</span>;
}
