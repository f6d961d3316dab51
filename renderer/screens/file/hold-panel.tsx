import { useEffect, useState, type ReactElement } from "react";
import type { HoldView } from "../../../shared/bridge/hold-calls.ts";
import { holdReason } from "../../../shared/i18n/hold-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { HOLD_REASONS, type HoldReason } from "../../../shared/retention/hold-reasons.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askHolds, keepHold, liftHold, setHold } from "../../state/holds.ts";

type Said = "set" | "asked" | "lifted" | "withdrawn";
type Panel = { readonly file: FileId; readonly onHolds: (holds: readonly HoldView[]) => void; readonly onClose: () => void };

/** What holds the file, and each thing that this person may do about it, with what comes of it. */
export function HoldPanel({ file, onHolds, onClose }: Panel): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [holds, setHolds] = useState<readonly HoldView[]>();
  const [failed, setFailed] = useState<CodedError>();
  const [sending, setSending] = useState(false);
  const [said, setSaid] = useState<Said>();
  const [reason, setReason] = useState<HoldReason>();
  const say = async (work: () => Promise<Result<readonly HoldView[], CodedError>>, tell?: (after: readonly HoldView[]) => Said): Promise<void> => {
    setSending(true);
    const answer = await work();
    setSending(false);
    setFailed(answer.ok ? undefined : answer.error);
    setSaid(answer.ok ? tell?.(answer.value) : undefined);
    if (!answer.ok) return;
    setHolds(answer.value);
    onHolds(answer.value);
  };
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const answer = await askHolds(desk, file);
      if (!current) return;
      if (answer.ok) setHolds(answer.value);
      else setFailed(answer.error);
    };
    void ask();
    return () => { current = false; };
  }, [desk, file]);
  const left = HOLD_REASONS.filter((one) => holds?.every((held) => held.reason !== one) === true);
  const chosen = left.find((one) => one === reason) ?? left[0];
  return (
    <Floating title={t("hold.title")} onClose={onClose}>
      <p>{t("hold.why")}</p>
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {said === undefined ? null : <Note tone="done" live><p>{t(`hold.said.${said}`)}</p></Note>}
      {holds?.length === 0 ? <p className="quiet">{t("hold.none")}</p> : null}
      <ul className="hold-list">
        {holds?.map((held) => (
          <HoldLine key={held.hold} held={held} sending={sending} onLift={() => void say(() => liftHold(desk, file, held), (after) => (after.some(({ hold }) => hold === held.hold) ? "asked" : "lifted"))} onKeep={() => void say(() => keepHold(desk, file, held), () => "withdrawn")} />
        ))}
      </ul>
      {holds === undefined ? null : chosen === undefined ? <p className="quiet">{t("hold.all")}</p> : (
        <>
          <Choices legend={t("hold.legend")} value={chosen} onChange={setReason} options={left.map((value) => ({ value, label: holdReason(value, words) }))} />
          <div className="foot start"><Button look="main" held={sending} onPress={() => void say(() => setHold(desk, file, chosen), () => "set")}>{t(sending ? "hold.sending" : "hold.set")}</Button></div>
        </>
      )}
      <div className="foot end"><Button onPress={onClose}>{t("hold.close")}</Button></div>
    </Floating>
  );
}

function HoldLine({ held, sending, onLift, onKeep }: { readonly held: HoldView; readonly sending: boolean; readonly onLift: () => void; readonly onKeep: () => void }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const { by, at, lift } = held;
  const reason = holdReason(held.reason, words);
  const named = (label: string): string => `${label}${t("frame.colon")}${reason}`;
  return (
    <li>
      <p>{t("hold.line", { reason, by, when: format.dayAndTime(at) })}</p>
      {lift === undefined ? null : <p className="small attend">{t("hold.asked", { by: lift.by, until: format.dayAndTime(lift.until) })}</p>}
      <div className="foot start">
        {lift?.mine === true ? null : <Button short look={lift === undefined ? "plain" : "danger"} held={sending} label={named(t(lift === undefined ? "hold.lift" : "hold.confirm"))} onPress={onLift}>{t(lift === undefined ? "hold.lift" : "hold.confirm")}</Button>}
        {lift === undefined ? null : <Button short held={sending} label={named(t("hold.withdraw"))} onPress={onKeep}>{t("hold.withdraw")}</Button>}
      </div>
    </li>
  );
}
