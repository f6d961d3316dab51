import { allDevices } from "../../../../shared/fleet/all-devices.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { DEVICES_PAGE, devicesAnswerSchema, type DevicesAnswer } from "../../../../shared/sync/device-messages.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { tellFleet, type FleetOptions } from "./fleet.ts";
import { openCentre, type Ask, type InspectRequest } from "./open-centre.ts";

/** `support devices`: every workstation of her bank, whose, version, last seen, what waits, clock, disk, its state; nothing of clients, and nothing to decide. Needs no data folder. */
export async function supportDevices(out: Output, request: InspectRequest, options: FleetOptions): Promise<ExitCode> {
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  return await tellFleet(out, options, () => askWholeFleet(ask.value));
}

export const askWholeFleet = (ask: Ask): Promise<Result<DevicesAnswer, CodedError>> => allDevices((after) => ask("/v1/devices", { limit: DEVICES_PAGE, ...(after === undefined ? {} : { after }) }, devicesAnswerSchema));
