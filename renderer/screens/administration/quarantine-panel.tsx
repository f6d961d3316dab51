import { useEffect, useState, type ReactElement } from "react";
import type { QuarantinedFile, QuarantinedWork, QuarantineEntry } from "../../../shared/bridge/quarantine-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { DecideQuarantineAnswer } from "../../../shared/sync/quarantine-messages.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { Floating } from "../../components/floating.tsx";
import { HeldChanges } from "../../components/held-changes.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { decideQuarantine, readQuarantine } from "../../state/quarantine.ts";

/** Files at once; the rest is asked for. */
const SHOWN = 50;

/** What one workstation had made, value by value, and the two decisions; turning it down is asked twice. */
export function QuarantinePanel({ entry, onClose, onDecided }: { readonly entry: QuarantineEntry; readonly onClose: () => void; readonly onDecided: (decision: "accept" | "reject", answer: DecideQuarantineAnswer) => void }): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [work, setWork] = useState<Result<QuarantinedWork, CodedError>>();
  const [shown, setShown] = useState(SHOWN);
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await readQuarantine(desk, entry.replica);
      if (current) setWork(answer.ok && answer.value.upTo === 0 ? { ok: false, error: { code: "G8014" } } : answer);
    };
    void load();
    return () => { current = false; };
  }, [desk, entry.replica]);
  const decide = async (shown: QuarantinedWork, decision: "accept" | "reject"): Promise<void> => {
    setSending(true);
    const answer = await decideQuarantine(desk, shown, decision);
    setSending(false);
    setAsking(false);
    if (answer.ok) onDecided(decision, answer.value);
    else setFailed(answer.error);
  };
  const title = t("quarantine.work", { name: entry.name, device: entry.device });
  if (work === undefined) return <Floating title={title} onClose={onClose} look="wide"><p className="quiet">{t("quarantine.read")}</p></Floating>;
  if (!work.ok) return <Floating title={title} onClose={onClose} look="wide"><Note tone="plain" live><ErrorAccount error={work.error} /></Note></Floating>;
  const many = work.value.files.reduce((sum, { changes }) => sum + changes.length, work.value.unread);
  return (
    <Floating title={title} onClose={onClose} look="wide">
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {work.value.files.slice(0, shown).map((file) => <FilePart key={file.file} {...file} />)}
      {work.value.files.length <= shown ? null : <p><Button look="plain" onPress={() => setShown(shown + SHOWN)}>{count("quarantine.more", work.value.files.length - shown)}</Button></p>}
      {work.value.unread === 0 ? null : <Note tone="attend"><p>{count("quarantine.unread", work.value.unread)}</p></Note>}
      {entry.mine ? <Note tone="plain"><p>{t("quarantine.mine")}</p></Note> : <p className="small">{t("quarantine.then")}</p>}
      {asking ? <Note tone="stop" live><p><strong>{t("quarantine.reject.sure")}</strong></p><p>{t("quarantine.reject.lost")}</p></Note> : null}
      <div className="foot end">
        <Button onPress={asking ? () => setAsking(false) : onClose}>{t("quarantine.cancel")}</Button>
        {entry.mine ? null : asking
          ? <Button look="danger" held={sending} onPress={() => void decide(work.value, "reject")}>{sending ? t("quarantine.deciding") : count("quarantine.reject.confirm", many)}</Button>
          : (
            <>
              <Button look="plain" held={sending} onPress={() => setAsking(true)}>{t("quarantine.reject")}</Button>
              <Button look="main" held={sending} onPress={() => void decide(work.value, "accept")}>{sending ? t("quarantine.deciding") : count("quarantine.accept", many)}</Button>
            </>
          )}
      </div>
    </Floating>
  );
}

function FilePart({ name, siren, changes }: QuarantinedFile): ReactElement {
  const { t } = useWords();
  return (
    <>
      <p><strong>{name || t("inbox.left.nobody")}</strong>{siren === "" ? null : <span className="quiet small"> {grouped(siren, "siren")}</span>}</p>
      <HeldChanges changes={changes} />
    </>
  );
}
