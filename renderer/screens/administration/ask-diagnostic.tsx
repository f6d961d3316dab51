import { useId, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { Device } from "../../../shared/sync/device-messages.ts";
import { MOST_REASON } from "../../../shared/sync/device-states.ts";
import type { DiagnosticAnswer } from "../../../shared/sync/diagnostic-messages.ts";
import { Button } from "../../components/button.tsx";
import { DiagnosticAccount } from "../../components/diagnostic-account.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askDiagnostic, readDiagnostic } from "../../state/diagnostic.ts";

const LEAST_REASON = 3;

/** [FL5] A diagnostic of somebody's workstation: asked for with a reason that its owner is shown, and read once she agreed. */
export function AskDiagnostic({ device }: { readonly device: Device }): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const id = useId();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Result<DiagnosticAnswer, CodedError>>();
  const run = async (work: () => Promise<Result<DiagnosticAnswer, CodedError>>): Promise<void> => {
    setBusy(true);
    setTold(await work());
    setBusy(false);
  };
  return (
    <section className="device-end" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t("diagnostic.of")}</h3>
      <p className="small quiet">{t("diagnostic.of.why", { name: device.name })}</p>
      {told === undefined ? null : told.ok ? (
        <>
          <Note tone={told.value.answer === "given" ? "done" : "plain"} live><p>{standing(told.value, t, format.dayAndTime)}</p></Note>
          {told.value.diagnostic === undefined ? null : <DiagnosticAccount diagnostic={told.value.diagnostic} />}
        </>
      ) : <Note tone="attend" live><ErrorAccount error={told.error} /></Note>}
      <div className="field"><label htmlFor={`${id}-reason`}>{t("diagnostic.reason")}</label><input id={`${id}-reason`} className="input" maxLength={MOST_REASON} value={reason} onChange={(event) => setReason(event.target.value)} aria-describedby={`${id}-hint`} /><p id={`${id}-hint`} className="small quiet">{t("diagnostic.reason.hint")}</p></div>
      <div className="foot start">
        <Button held={busy || reason.trim().length < LEAST_REASON} describedBy={`${id}-hint`} onPress={() => void run(() => askDiagnostic(desk, device, reason.trim()))}>{t("diagnostic.ask")}</Button>
        <Button look="plain" held={busy} onPress={() => void run(() => readDiagnostic(desk, device))}>{t("diagnostic.read")}</Button>
      </div>
    </section>
  );
}

function standing({ answer, answeredAt = 0, by, at, until, reason }: DiagnosticAnswer, t: ReturnType<typeof useWords>["t"], when: (at: number) => string): string {
  if (answer !== undefined) return t(`diagnostic.standing.${answer}`, { when: when(answeredAt), reason });
  return t("diagnostic.standing.asked", { by, when: when(at), until: when(until), reason });
}
