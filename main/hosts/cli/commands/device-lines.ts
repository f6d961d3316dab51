import type { LookReason } from "../../../../shared/fleet/judge-device.ts";
import { standingOf } from "../../../../shared/i18n/device-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { Device } from "../../../../shared/sync/device-messages.ts";
import type { Output } from "../output.ts";

/** As `devices` and `support devices` print one. */
export function deviceLines(out: Output, device: Device, why: readonly LookReason[]): readonly string[] {
  const words = allWords[out.words.language];
  const { t } = words;
  const { format } = out;
  const { name, branch, label, state, mine, asked, erase, may } = device;
  return [
    [name, branch, label, ...(mine ? [t("devices.mine")] : [])].filter((part) => part !== "").join(" · "),
    `  ${[t(`devices.state.${state}`), ...standingOf(device, words)].join(" · ")}`,
    ...(why.length === 0 ? [] : [`  ${why.map((reason) => t(`devices.show.${reason}`)).join(" · ")}`]),
    ...(asked === undefined ? [] : [`  ${t("devices.asked", { who: asked.by, what: t(`devices.what.${asked.erase ?? "revoke"}`), until: format.dayAndTime(asked.until) })}`]),
    ...(erase === undefined ? [] : [`  ${erase.doneAt === undefined ? erase.toldAt === undefined ? t("devices.erase.ordered", { when: format.dayAndTime(erase.at) }) : t("devices.erase.told", { when: format.dayAndTime(erase.toldAt) }) : t("devices.erase.done", { when: format.dayAndTime(erase.doneAt) })}`]),
    `  ${device.device}${may.length === 0 ? "" : ` · ${may.join(", ")}`}`,
  ];
}
