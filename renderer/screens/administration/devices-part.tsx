import { useCallback, useId, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Device, DevicesAnswer } from "../../../shared/sync/device-messages.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askOwnDevices } from "../../state/devices.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { DeviceLine } from "./device-line.tsx";
import { DevicePanel, type DeviceSaid } from "./device-panel.tsx";

/** Her own workstations, asked of the centre, which says what she may do to each. */
export function DevicesPart(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [known, setKnown] = useState<DevicesAnswer>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [looked, setLooked] = useState<Device>();
  const [said, setSaid] = useState<DeviceSaid>();
  const id = useId();
  const take = useCallback((answer: Awaited<ReturnType<typeof askOwnDevices>>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setKnown(answer.value);
  }, []);
  const load = useCallback((): void => void askOwnDevices(desk).then(take), [desk, take]);
  useWhenBack(load);
  const title = t("devices.title.mine");
  return (
    <section className="settings devices" aria-labelledby={`${id}-title`}>
      <div className="recovery-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${title}`} onPress={() => { setAsking(true); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("devices.intro.mine")}{known?.approves === true ? ` ${t("devices.approves")}` : ""}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone={toneOf(said)} live><p>{t(`devices.said.${said}`)}</p></Note>}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {known?.devices.length === 0 ? <EmptyState title={t("devices.none.title")} why={t("devices.none.why")} /> : null}
      {known === undefined || known.devices.length === 0 ? null : (
        <ul className="devices-list">{known.devices.map((device) => <li key={device.device}><DeviceLine device={device} onLook={() => { setSaid(undefined); setLooked(device); }} /></li>)}</ul>
      )}
      {looked === undefined ? null : <DevicePanel device={looked} onClose={() => setLooked(undefined)} onSaid={(word) => { setLooked(undefined); setSaid(word); load(); }} />}
    </section>
  );
}

export const toneOf = (said: DeviceSaid): "plain" | "attend" | "done" => (said === "refuse" || said === "withdrawn" ? "plain" : said === "asked" ? "attend" : "done");
