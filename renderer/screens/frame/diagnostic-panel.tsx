import { useEffect, useState, type ReactElement } from "react";
import type { DiagnosticPreview } from "../../../shared/bridge/device-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { DiagnosticAccount } from "../../components/diagnostic-account.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { answerDiagnostic, previewDiagnostic } from "../../state/diagnostic.ts";

/** [FL6] Who asks, why, and exactly what would leave; she agrees or declines, and neither is the usual one. */
export function DiagnosticPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const told = useDeskState((state) => state.sync?.diagnostic);
  const [demand] = useState(told); // answered, it is gone from the status while its answer is still told here
  const [shown, setShown] = useState<DiagnosticPreview>();
  const [failed, setFailed] = useState<CodedError>();
  const [sending, setSending] = useState(false);
  const [answered, setAnswered] = useState<"given" | "declined">();
  useEffect(() => {
    void previewDiagnostic(desk).then((preview) => (preview.ok ? setShown(preview.value) : setFailed(preview.error)));
  }, [desk]);
  const answer = async (gives: boolean): Promise<void> => {
    if (demand === undefined) return;
    setSending(true);
    setFailed(undefined);
    const taken = await answerDiagnostic(desk, demand.id, gives ? shown : undefined);
    setSending(false);
    if (taken.ok) setAnswered(gives ? "given" : "declined");
    else setFailed(taken.error);
  };
  return (
    <Floating title={t("diagnostic.title")} onClose={onClose} look="wide">
      {demand === undefined ? <p>{t("diagnostic.none")}</p> : <><p>{t("diagnostic.asked", { by: demand.by, when: format.dayAndTime(demand.at), until: format.dayAndTime(demand.until) })}</p><blockquote className="diagnostic-reason">{demand.reason}</blockquote></>}
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {answered === undefined ? null : <Note tone="done" live><p>{t(`diagnostic.said.${answered}`)}</p></Note>}
      {answered !== undefined || shown === undefined ? null : (
        <>
          <h3>{t("diagnostic.exactly")}</h3>
          <p className="small quiet">{t("diagnostic.never")}</p>
          <DiagnosticAccount diagnostic={shown.diagnostic} />
          <details><summary>{t("diagnostic.text")}</summary><ScrollRegion label={t("diagnostic.text")}><pre className="small">{shown.text}</pre></ScrollRegion></details>
        </>
      )}
      <div className="foot end">
        {answered !== undefined || demand === undefined ? <Button onPress={onClose}>{t("frame.close")}</Button> : (
          <>
            <Button held={sending} onPress={() => void answer(false)}>{t("diagnostic.decline")}</Button>
            <Button held={sending || shown === undefined} onPress={() => void answer(true)}>{t(sending ? "devices.sending" : "diagnostic.give")}</Button>
          </>
        )}
      </div>
    </Floating>
  );
}
