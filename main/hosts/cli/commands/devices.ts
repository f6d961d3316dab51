import type { Bridge } from "../../../../shared/bridge/contract.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { allDevices } from "../../../../shared/fleet/all-devices.ts";
import type { Device, DeviceAnswer, DevicesAnswer, EraseMode } from "../../../../shared/sync/device-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { tellFleet, type FleetOptions } from "./fleet.ts";

export const DEVICE_ACTIONS = ["approve", "refuse", "revoke", "withdraw"] as const;
export type DeviceAction = (typeof DEVICE_ACTIONS)[number];

/** `devices`, `devices mine`: workstations of those whom she answers for, or her own, each with what she may do to it. */
export const listDevices = (given: Surroundings, whose: "mine" | "others", options: FleetOptions): Promise<ExitCode> =>
  withDesk(given, (bridge) => tellFleet(given.out, options, () => whole(bridge, whose)));

const whole = (bridge: Bridge, whose: "mine" | "others"): Promise<Result<DevicesAnswer, CodedError>> => allDevices((after) => bridge.call("devices.list", { whose, ...(after === undefined ? {} : { after }) }));

/** `devices approve ID`, `refuse`, `revoke [--erase carried|now]`, `withdraw`: 0 when it was done or is kept for a second person, which is told. */
export const actOnDevice = (given: Surroundings, action: DeviceAction, named: string, erase: EraseMode | undefined): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const device = await findDevice(bridge, named);
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
export async function findDevice(bridge: Bridge, named: string): Promise<Result<Device, CodedError>> {
  const others = await whole(bridge, "others");
  const listed = others.ok ? others : await whole(bridge, "mine");
  return listed.ok ? findAmong(listed.value.devices, named) : listed;
}

export function findAmong(devices: readonly Device[], named: string): Result<Device, CodedError> {
  const [found, second] = named.length < 8 ? [] : devices.filter(({ device }) => device.startsWith(named.toLowerCase()));
  return found === undefined || second !== undefined ? err({ code: "G9506" }) : ok(found);
}
