import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { DecideDeviceRequest, DeviceAnswer, DevicesAnswer, EraseMode } from "../../../shared/sync/device-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** Workstations of those whom the person answers for, and her own. Nothing of it is kept here (G5004 without the centre). */
export type DevicesDesk = {
  readonly list: (whose: "mine" | "others") => Promise<Result<DevicesAnswer, CodedError>>;
  /** G3002 her own, G9503 it does not wait any more, G9506. */
  readonly decide: (asked: { readonly device: string; readonly decision: DecideDeviceRequest["decision"] }) => Promise<Result<DeviceAnswer, CodedError>>;
  /** Asked for, or confirmed where somebody else asked for the same. G9504, G9505. */
  readonly revoke: (asked: { readonly device: string; readonly erase?: EraseMode | undefined }) => Promise<Result<DeviceAnswer, CodedError>>;
  readonly withdraw: (asked: { readonly device: string }) => Promise<Result<DeviceAnswer, CodedError>>;
};
export type DevicesDeskParts = {
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "devices" | "ownDevices" | "decideDevice" | "revokeDevice" | "withdrawDevice">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
};

export function createDevicesDesk({ address, transport, engine }: DevicesDeskParts): DevicesDesk {
  const asked = createAskCentre(address, engine);
  return {
    list: (whose) => asked(whose === "mine" ? transport.ownDevices : transport.devices),
    decide: (what) => asked((token, where) => transport.decideDevice(token, { ...where, ...what })),
    revoke: ({ device, erase }) => asked((token, where) => transport.revokeDevice(token, { ...where, device, ...(erase === undefined ? {} : { erase }) })),
    withdraw: (what) => asked((token, where) => transport.withdrawDevice(token, { ...where, ...what })),
  };
}
