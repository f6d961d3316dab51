import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Device, DeviceAnswer, DevicesAnswer, EraseMode } from "../../shared/sync/device-messages.ts";
import type { Desk } from "./desk.ts";
import { emptyList } from "./list-slice.ts";

export type Whose = "mine" | "others";
export const askDevices = (desk: Desk, whose: Whose): Promise<Result<DevicesAnswer, CodedError>> => desk.attempt("devices.list", { whose });
export const decideDevice = (desk: Desk, { device }: Device, decision: "approve" | "refuse"): Promise<Result<DeviceAnswer, CodedError>> => desk.attempt("devices.decide", { device, decision });
/** Asked for, or confirmed where somebody else asked for the same. */
export const revokeDevice = (desk: Desk, { device }: Device, erase: EraseMode | undefined): Promise<Result<DeviceAnswer, CodedError>> => desk.attempt("devices.revoke", { device, ...(erase === undefined ? {} : { erase }) });
export const withdrawDevice = (desk: Desk, { device }: Device): Promise<Result<DeviceAnswer, CodedError>> => desk.attempt("devices.withdraw", { device });

/** This very workstation, as it was ordered: nothing of it stays in the window either. */
export async function eraseHere(desk: Desk): Promise<CodedError | undefined> {
  const answer = await desk.attempt("session.erase", undefined);
  if (!answer.ok) return answer.error;
  desk.set({ session: answer.value, panel: undefined, import: undefined, list: emptyList, route: { kind: "today" } });
  return undefined;
}
