import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { endRecovery, type RecoveryReport } from "../../state/recovery.ts";

const MISSING = ["absent", "waiting", "flagged", "missing"] as const;

/** One person's word that the recovery may end, with what is still missing under her eyes. */
export function EndRecovery({ report: { totals, events }, onClose, onSaid }: { readonly report: RecoveryReport; readonly onClose: () => void; readonly onSaid: (ended: boolean) => void }): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [state, setState] = useState<"asked" | "sending" | CodedError>("asked");
  const missing = MISSING.filter((name) => totals[name] > 0);
  const isSecond = events.some(({ kind, mine }) => kind === "confirmed" && !mine);
  const confirm = async (): Promise<void> => {
    setState("sending");
    const answer = await endRecovery(desk);
    if (answer.ok) onSaid(answer.value.ended);
    else setState(answer.error);
  };
  return (
    <Floating title={t("recovery.end.title")} onClose={onClose}>
      {missing.length === 0 ? <p>{t("recovery.end.nothing")}</p> : (
        <>
          <p>{t("recovery.end.missing")}</p>
          <ul className="still-missing">{missing.map((name) => <li key={name}>{count(`recovery.${name}.n`, totals[name])}</li>)}</ul>
        </>
      )}
      <p>{t("recovery.end.then")}</p>
      <p><strong>{t(isSecond ? "recovery.end.second" : "recovery.end.first")}</strong></p>
      {typeof state === "string" ? null : <Note tone="stop" live><ErrorAccount error={state} /></Note>}
      <div className="foot">
        <Button onPress={onClose}>{t("recovery.cancel")}</Button>
        <Button look="main" held={state === "sending"} onPress={() => void confirm()}>{t(state === "sending" ? "recovery.end.confirming" : "recovery.end.confirm")}</Button>
      </div>
    </Floating>
  );
}
