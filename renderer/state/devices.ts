import type { ExportReady } from "../../shared/bridge/import-views.ts";
import { allDevices } from "../../shared/fleet/all-devices.ts";
import type { FleetQuery } from "../../shared/fleet/fleet.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Device, DeviceAnswer, DevicesAnswer, EraseMode } from "../../shared/sync/device-messages.ts";
import type { Desk } from "./desk.ts";
import { keepExport } from "./import-slice.ts";
import { emptyList } from "./list-slice.ts";

export const askOwnDevices = (desk: Desk): Promise<Result<DevicesAnswer, CodedError>> => allDevices((after) => desk.attempt("devices.list", { whose: "mine", ...(after === undefined ? {} : { after }) }));
/** Those of others; `onFirst` hears the first page while the rest is on its way. */
export function askFleet(desk: Desk, onFirst: (known: DevicesAnswer) => void): Promise<Result<DevicesAnswer, CodedError>> {
  let isFirst = true;
  return allDevices((after) => desk.attempt("devices.list", { whose: "others", ...(after === undefined ? {} : { after }) }), (known) => {
    if (isFirst) onFirst(known);
    isFirst = false;
  });
}
/** The list as it is filtered, kept where the person says. */
export const exportFleet = async (desk: Desk, query: FleetQuery): Promise<Result<ExportReady, CodedError>> =>
  await keepExport(desk, await desk.attempt("devices.export", { query: { ...query, search: query.search.slice(0, 200) }, language: desk.get().settings.language }));
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
