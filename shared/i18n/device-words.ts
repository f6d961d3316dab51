import { CLOCK_OFF_MS } from "../fleet/judge-device.ts";
import type { Device } from "../sync/device-messages.ts";
import type { Words } from "./texts.ts";

/** Where a workstation stands, as the window and the command line say it: seen, version, what waits, clock and disk as far as it said them. */
export function standingOf({ heardAt, enrolledAt, version, waiting, state, clockOffMs, diskFreeMib }: Device, { t, count, format }: Words): readonly string[] {
  return [
    heardAt === undefined ? t("devices.heard.never", { when: format.dayAndTime(enrolledAt) }) : t("devices.heard", { when: format.dayAndTime(heardAt) }),
    ...(version === undefined ? [] : [t("devices.version", { version })]),
    ...(waiting === undefined || (state === "revoked" && waiting.changes === 0) ? [] : [waiting.changes === 0 ? t("devices.waits.none") : `${count("devices.waits", waiting.changes)}${waiting.since === undefined ? "" : `, ${t("devices.since", { when: format.dayAndTime(waiting.since) })}`}`]),
    ...(clockOffMs === undefined || state === "revoked" ? [] : [Math.abs(clockOffMs) <= CLOCK_OFF_MS ? t("devices.clock.right") : t(clockOffMs > 0 ? "devices.clock.ahead" : "devices.clock.behind", { age: format.age(Math.abs(clockOffMs)) })]),
    ...(diskFreeMib === undefined || state === "revoked" ? [] : [t("devices.disk", { size: format.size(diskFreeMib * 1_048_576) })]),
  ];
}
