import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { DEVICES_PAGE, type DecideDeviceRequest, type DeviceAnswer, type DevicesAnswer, type EraseMode } from "../../../shared/sync/device-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import type { ExportReady } from "../../../shared/bridge/import-views.ts";
import { allDevices } from "../../../shared/fleet/all-devices.ts";
import { queryFleet, readFleet, type FleetQuery } from "../../../shared/fleet/fleet.ts";
import type { Language } from "../../../shared/i18n/format.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { Exports } from "../export/exports.ts";
import { fleetTable } from "./fleet-table.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** Workstations of those whom the person answers for, and her own. Nothing of it is kept here (G5004 without the centre). */
export type DevicesDesk = {
  /** A page of them. */
  readonly list: (whose: "mine" | "others", after?: string) => Promise<Result<DevicesAnswer, CodedError>>;
  readonly export: (query: FleetQuery, language: Language) => Promise<Result<ExportReady, CodedError>>;
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
  readonly exports: Pick<Exports, "make">;
  readonly now: () => number;
};

export function createDevicesDesk({ address, transport, engine, exports, now }: DevicesDeskParts): DevicesDesk {
  const asked = createAskCentre(address, engine);
  const list: DevicesDesk["list"] = (whose, after) => asked((token, where) => (whose === "mine" ? transport.ownDevices : transport.devices)(token, { ...where, limit: DEVICES_PAGE, ...(after === undefined ? {} : { after }) }));
  return {
    list,
    export: async (query, language) => {
      const whole = await allDevices((after) => list("others", after));
      if (!whole.ok) return whole;
      const [at, spoken] = [now(), words[language]];
      const name = spoken.t("devices.fleet.fileName", { date: new Date(at).toISOString().slice(0, 10) });
      return ok(await exports.make(name, "csv", fleetTable(queryFleet(readFleet(whole.value.devices, at), query, at), spoken)));
    },
    decide: (what) => asked((token, where) => transport.decideDevice(token, { ...where, ...what })),
    revoke: ({ device, erase }) => asked((token, where) => transport.revokeDevice(token, { ...where, device, ...(erase === undefined ? {} : { erase }) })),
    withdraw: (what) => asked((token, where) => transport.withdrawDevice(token, { ...where, ...what })),
  };
}
