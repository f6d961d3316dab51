import type { ReactElement } from "react";
import type { LookReason } from "../../../shared/fleet/judge-device.ts";
import { standingOf } from "../../../shared/i18n/device-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { Device } from "../../../shared/sync/device-messages.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";

type DeviceLineProps = { readonly device: Device; /** Why it needs a look. */ readonly why?: readonly LookReason[]; readonly onLook: () => void; readonly tabbable?: boolean };

/** One workstation: whose, where it stands, and when it was last seen. */
export function DeviceLine({ device, why = [], onLook, tabbable = true }: DeviceLineProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const { name, branch, label, state, mine, may, asked } = device;
  const needs = state === "waiting" || asked !== undefined;
  return (
    <div className="device-line">
      <div>
        <p><strong>{name}</strong> <span className="quiet">{[branch, label, mine ? t("devices.mine") : ""].filter((part) => part !== "").join(" · ")}</span></p>
        <p className="small"><span className={needs ? "attend" : undefined}>{t(`devices.state.${state}`)}</span> · {standingOf(device, words).join(" · ")}</p>
        {why.length === 0 ? null : <p className="small attend">{why.map((reason) => t(`devices.show.${reason}`)).join(" · ")}</p>}
        {asked === undefined ? null : <p className="small attend">{askedFor(device, words)}</p>}
        {device.erase === undefined ? null : <p className="small">{eraseOf(device.erase, words)}</p>}
      </div>
      <Button short tabbable={tabbable} label={`${t(may.length === 0 ? "devices.look" : "devices.act")} ${name}, ${label}`} onPress={onLook}>{t(may.length === 0 ? "devices.look" : "devices.act")}</Button>
    </div>
  );
}

export function askedFor({ asked }: Device, { t, format }: Words): string {
  return asked === undefined ? "" : t("devices.asked", { who: asked.by, what: t(`devices.what.${asked.erase ?? "revoke"}`), until: format.dayAndTime(asked.until) });
}

export function eraseOf({ at, toldAt, doneAt }: NonNullable<Device["erase"]>, { t, format }: Words): string {
  if (doneAt !== undefined) return t("devices.erase.done", { when: format.dayAndTime(doneAt) });
  return toldAt === undefined ? t("devices.erase.ordered", { when: format.dayAndTime(at) }) : t("devices.erase.told", { when: format.dayAndTime(toldAt) });
}
