import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useCountdown } from "../../components/use-countdown.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { changePassphrase } from "../../state/session-slice.ts";
import { NewPassphraseFields, whyNotNew, type NewPassphrase } from "../door/new-passphrase.tsx";
import { PassphraseField } from "../door/passphrase-field.tsx";
import { passphraseFault, waitOf, WaitOver } from "../door/passphrase-wait.tsx";

/** Changing one's passphrase: the current one, and the new one twice. */
export function PassphraseSetting(): ReactElement {
  const { t } = useWords();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const close = (changed: boolean): void => {
    setOpen(false);
    setDone(changed);
  };
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section className="settings" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("settings.passphrase")}</h2>
      <p className="quiet small">{t("settings.passphrase.why")}</p>
      <OpensBy />
      {isOpen ? <ChangeForm onClose={close} /> : <p><Button ref={button} onPress={() => { setDone(false); setOpen(true); }}>{t("settings.passphrase.change")}</Button></p>}
      {done ? <Note tone="done" live><p>{t("settings.passphrase.done")}</p></Note> : null}
    </section>
  );
}

/** How this profile opens here, where that is not by the passphrase alone, or not as the bank wants it. */
function OpensBy(): ReactElement | null {
  const { t } = useWords();
  const opensBy = useDeskState((state) => (state.session?.kind === "open" ? state.session.opensBy : undefined));
  if (opensBy === undefined) return null;
  const { way, wanted } = opensBy;
  if (way !== wanted) return <Note tone="attend"><p>{t(wanted === "both" ? "settings.opensBy.noVaultBoth" : wanted === "either" ? "settings.opensBy.noVaultEither" : "settings.opensBy.next")}</p></Note>;
  return way === "passphrase" ? null : <p className="quiet small">{t(`settings.opensBy.${way}`)}</p>;
}

function ChangeForm({ onClose }: { readonly onClose: (changed: boolean) => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const first = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const leave = useRef(() => onClose(false));
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState<NewPassphrase>({ passphrase: "", again: "" });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const left = useCountdown(error);
  useEffect(() => {
    const shown = form.current;
    first.current?.focus();
    const escape = (event: KeyboardEvent): void => { if (event.key === "Escape") leave.current(); };
    shown?.addEventListener("keydown", escape);
    return () => shown?.removeEventListener("keydown", escape);
  }, []);
  // About the current one: told beside its field.
  const isOfCurrent = error?.code === "G1001" || error?.code === "G1012";
  const isOver = waitOf(error) > 0 && left === 0;
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || left > 0) return;
    setTried(true);
    setError(undefined);
    const why = whyNotNew(chosen);
    if (current === "") return first.current?.focus();
    if (why !== undefined) return (why === "weak" ? next : again).current?.focus();
    setBusy(true);
    const refused = await changePassphrase(desk, current, chosen.passphrase);
    setBusy(false);
    if (refused === undefined) return onClose(true);
    setError(refused);
    first.current?.focus();
  };
  const fault = isOfCurrent && !isOver ? passphraseFault(error, words) : tried && current === "" ? t("door.unlock.missing") : undefined;
  return (
    <form ref={form} className="passphrase-change" noValidate onSubmit={(event) => void change(event)}>
      <PassphraseField ref={first} label={t("settings.passphrase.current")} value={current} onChange={setCurrent} whose="own" fault={fault} />
      <WaitOver error={error} left={left} />
      <NewPassphraseFields label={t("settings.passphrase.next")} value={chosen} onChange={setChosen} tried={tried} first={next} second={again} />
      {error === undefined || isOfCurrent ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      <div className="foot">
        <Button look="main" submit held={busy || left > 0} onPress={() => undefined}>{busy ? t("settings.passphrase.busy") : left > 0 ? t("door.wait.held", { wait: format.wait(left) }) : t("settings.passphrase.keep")}</Button>
        <Button look="plain" onPress={() => onClose(false)}>{t("life.cancel")}</Button>
      </div>
    </form>
  );
}
