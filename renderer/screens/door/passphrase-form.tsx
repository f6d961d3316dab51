import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { useWords } from "../../components/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";

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
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (passphrase === "") setFault("missing");
    else {
      setBusy(true);
      setFault(await onPassphrase(passphrase));
      setBusy(false);
    }
    input.current?.focus();
  };
  const told = fault === undefined || fault === "missing" ? undefined : accountOf(fault, words);
  return (
    <form className="door-block" onSubmit={(event) => void submit(event)} noValidate>
      <p><strong>{profile.name}</strong><br /><span className="quiet">{profile.bank} · {profile.branch}</span></p>
      <PassphraseField
        ref={input} label={words.t("door.passphrase.label")} value={passphrase} onChange={setPassphrase} isNew={false}
        fault={told !== undefined ? `${told.happened} ${told.todo}` : fault === "missing" ? words.t("door.unlock.missing") : undefined}
      />
      <Button look="main" wide submit held={busy} onPress={() => undefined}>{busy ? running : action}</Button>
    </form>
  );
}
