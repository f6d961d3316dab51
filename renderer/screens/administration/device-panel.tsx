import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { Device, DeviceAnswer, EraseMode } from "../../../shared/sync/device-messages.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useMay } from "../../state/desk-context.tsx";
import { decideDevice, revokeDevice, withdrawDevice } from "../../state/devices.ts";
import { standingOf } from "../../../shared/i18n/device-words.ts";
import { AskDiagnostic } from "./ask-diagnostic.tsx";
import { askedFor, eraseOf } from "./device-line.tsx";

export type DeviceSaid = "approve" | "refuse" | "asked" | "done" | "withdrawn";
type How = "none" | EraseMode;
const HOWS = ["none", "carried", "now"] as const satisfies readonly How[];

/** What is known of one workstation, and each thing that the centre lets this person do to it, with what comes of it. */
export function DevicePanel({ device, onClose, onSaid }: { readonly device: Device; readonly onClose: () => void; readonly onSaid: (said: DeviceSaid) => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const diagnoses = useMay("devices.diagnose");
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const { name, label, may, mine, asked, decided, revoked, erase, state } = device;
  const can = (act: Device["may"][number]): boolean => may.includes(act);
  const hows = HOWS.filter((how) => (how === "none" ? can("revoke") : can("erase") && erase?.mode !== how));
  const [how, setHow] = useState<How>(hows[0] ?? "none");
  const say = async (work: () => Promise<Result<DeviceAnswer, CodedError>>, said: (answer: DeviceAnswer) => DeviceSaid): Promise<void> => {
    setSending(true);
    setFailed(undefined);
    const answer = await work();
    setSending(false);
    if (answer.ok) onSaid(said(answer.value));
    else setFailed(answer.error);
  };
  const end = (order: EraseMode | undefined): void => void say(() => revokeDevice(desk, device, order), ({ done }) => (done ? "done" : "asked"));
  const who = (by: string | undefined): string => by ?? t("devices.byServer");
  return (
    <Floating title={t("devices.panel", { label, name })} onClose={onClose} look="wide">
      <p className="small">{[t(`devices.state.${state}`), ...standingOf(device, words)].join(" · ")}</p>
      {decided === undefined ? null : <p className="small quiet">{t(state === "refused" ? "devices.decided.refused" : "devices.decided", { when: format.dayAndTime(decided.at), who: who(decided.by) })}</p>}
      {revoked === undefined ? null : <p className="small quiet">{t("devices.revokedAt", { when: format.dayAndTime(revoked.at), who: who(revoked.by) })}</p>}
      {erase === undefined ? null : <p className="small">{eraseOf(erase, words)}</p>}
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {can("approve") ? (
        <>
          <Note tone="attend"><p>{t("devices.approve.why", { name })}</p></Note>
          <div className="foot start">
            <Button look="main" held={sending} onPress={() => void say(() => decideDevice(desk, device, "approve"), () => "approve")}>{t(sending ? "devices.sending" : "devices.approve")}</Button>
            {can("refuse") ? <Button held={sending} onPress={() => void say(() => decideDevice(desk, device, "refuse"), () => "refuse")}>{t("devices.refuse")}</Button> : null}
          </div>
        </>
      ) : null}
      {asked === undefined ? null : (
        <>
          <Note tone="attend"><p>{askedFor(device, words)}</p>{asked.erase === undefined ? null : <p>{t("devices.end.honest")}</p>}</Note>
          <div className="foot start">
            {can("confirm") ? <Button look="danger" held={sending} onPress={() => end(asked.erase)}>{t(sending ? "devices.sending" : "devices.confirm")}</Button> : null}
            {can("withdraw") ? <Button held={sending} onPress={() => void say(() => withdrawDevice(desk, device), () => "withdrawn")}>{t("devices.withdraw")}</Button> : null}
          </div>
        </>
      )}
      {state === "working" && diagnoses && !mine ? <AskDiagnostic device={device} /> : null}
      {hows.length === 0 ? null : (
        <section className="device-end" aria-labelledby="device-end">
          <h3 id="device-end">{t("devices.end")}</h3>
          <Choices legend={t("devices.end.how")} value={how} onChange={setHow} options={hows.map((value) => ({ value, label: t(`devices.end.${value}`) }))} />
          {how === "none" ? null : <p className="small quiet">{t("devices.end.honest")}</p>}
          <p className="small">{t(mine ? "devices.end.own" : "devices.end.two")}</p>
          <div className="foot start"><Button look="danger" held={sending} onPress={() => end(how === "none" ? undefined : how)}>{t(sending ? "devices.sending" : mine ? "devices.end.do" : "devices.end.ask")}</Button></div>
        </section>
      )}
      <div className="foot end"><Button onPress={onClose}>{t("devices.cancel")}</Button></div>
    </Floating>
  );
}
