import type { Bridge } from "../../../../shared/bridge/contract.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import type { Device, DeviceAnswer, EraseMode } from "../../../../shared/sync/device-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

export const DEVICE_ACTIONS = ["approve", "refuse", "revoke", "withdraw"] as const;
export type DeviceAction = (typeof DEVICE_ACTIONS)[number];

/** `devices`, `devices mine`: workstations of those whom she answers for, or her own, each with what she may do to it. */
export const listDevices = (given: Surroundings, whose: "mine" | "others"): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const listed = await bridge.call("devices.list", { whose });
    if (!listed.ok) return out.failure(listed.error);
    out.document(listed.value);
    if (listed.value.devices.length === 0) out.line(allWords[out.words.language].t("devices.none.title"));
    for (const line of listed.value.devices.flatMap((device) => deviceLines(out, device))) out.line(line);
    return EXIT.done;
  });

/** `devices approve ID`, `refuse`, `revoke [--erase carried|now]`, `withdraw`: 0 when it was done or is kept for a second person, which is told. */
export const actOnDevice = (given: Surroundings, action: DeviceAction, named: string, erase: EraseMode | undefined): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const device = await find(bridge, named);
    if (!device.ok) return out.failure(device.error);
    const answer = await act(bridge, action, device.value.device, erase);
    if (!answer.ok) return out.failure(answer.error);
    out.document(answer.value);
    out.line(allWords[out.words.language].t(`devices.said.${action === "revoke" ? (answer.value.done ? "done" : "asked") : action === "withdraw" ? "withdrawn" : action}`));
    return EXIT.done;
  });

function act(bridge: Bridge, action: DeviceAction, device: string, erase: EraseMode | undefined): Promise<Result<DeviceAnswer, CodedError>> {
  switch (action) {
    case "approve": case "refuse": return bridge.call("devices.decide", { device, decision: action });
    case "revoke": return bridge.call("devices.revoke", { device, ...(erase === undefined ? {} : { erase }) });
    case "withdraw": return bridge.call("devices.withdraw", { device });
  }
}

/** By its id or the beginning of one, eight characters at least; her own are found by whoever answers for nobody. */
async function find(bridge: Bridge, named: string): Promise<Result<Device, CodedError>> {
  const others = await bridge.call("devices.list", { whose: "others" });
  const listed = others.ok ? others : await bridge.call("devices.list", { whose: "mine" });
  if (!listed.ok) return listed;
  const [found, second] = named.length < 8 ? [] : listed.value.devices.filter(({ device }) => device.startsWith(named.toLowerCase()));
  return found === undefined || second !== undefined ? err({ code: "G9506" }) : ok(found);
}

/** As `devices` and `support devices` print one. */
export function deviceLines(out: Output, device: Device): readonly string[] {
  const { t, count } = allWords[out.words.language];
  const { format } = out;
  const { name, branch, label, state, mine, heardAt, enrolledAt, version, waiting, asked, erase, may } = device;
  return [
    [name, branch, label, ...(mine ? [t("devices.mine")] : [])].filter((part) => part !== "").join(" · "),
    `  ${[
      t(`devices.state.${state}`), heardAt === undefined ? t("devices.heard.never", { when: format.dayAndTime(enrolledAt) }) : t("devices.heard", { when: format.dayAndTime(heardAt) }),
      ...(version === undefined ? [] : [t("devices.version", { version })]), ...(waiting === undefined ? [] : [waiting.changes === 0 ? t("devices.waits.none") : count("devices.waits", waiting.changes)]),
    ].join(" · ")}`,
    ...(asked === undefined ? [] : [`  ${t("devices.asked", { who: asked.by, what: t(`devices.what.${asked.erase ?? "revoke"}`), until: format.dayAndTime(asked.until) })}`]),
    ...(erase === undefined ? [] : [`  ${erase.doneAt === undefined ? erase.toldAt === undefined ? t("devices.erase.ordered", { when: format.dayAndTime(erase.at) }) : t("devices.erase.told", { when: format.dayAndTime(erase.toldAt) }) : t("devices.erase.done", { when: format.dayAndTime(erase.doneAt) })}`]),
    `  ${device.device}${may.length === 0 ? "" : ` · ${may.join(", ")}`}`,
  ];
}
