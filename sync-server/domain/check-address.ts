import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../shared/sync/protocol.ts";
import type { Centre } from "./centre.ts";

/** [SY2] Whether the message is in words that this centre knows, and meant for it. */
export function refuseAddress(centre: Centre, message: { readonly protocol: number; readonly centre: string; readonly epoch?: string }): CodedError | undefined {
  if (message.protocol < MIN_PROTOCOL_VERSION || message.protocol > PROTOCOL_VERSION) return { code: "G4010", params: { minimum: MIN_PROTOCOL_VERSION, current: PROTOCOL_VERSION } };
  if (message.centre !== centre.id || (message.epoch !== undefined && message.epoch !== centre.epoch.id)) return { code: "G4011" };
  return undefined;
}
