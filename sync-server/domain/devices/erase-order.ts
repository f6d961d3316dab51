import { verify } from "node:crypto";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { erasedSigningText, orderSigningText, type DeviceErasedRequest, type DeviceOrderAnswer, type DeviceOrderRequest } from "../../../shared/sync/device-messages.ts";
import type { DeviceChange, DeviceRow } from "../../store/store.ts";
import { refuseAddress } from "../check-address.ts";
import { keyOf } from "../push/line.ts";
import type { DeviceParts } from "./create-devices.ts";

/** The replica that asks, proven by its key; G3003 for every stranger, without saying why. */
async function find({ store, centre }: DeviceParts, request: DeviceOrderRequest, text: string): Promise<Result<DeviceRow, CodedError>> {
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  const [row] = await store.listDevices(request.bank, { replica: request.replica });
  const key = row === undefined ? undefined : keyOf(row.publicKey);
  if (row === undefined || key === undefined || !verify(null, Buffer.from(text), key, Buffer.from(request.signature, "base64url"))) return err({ code: "G3003" });
  return ok(row);
}

const change = ({ store }: DeviceParts, { bank, replica }: DeviceOrderRequest, person: string, what: DeviceChange) =>
  store.changeDevice({ bank: id<BankId>(bank), branches: [], persons: [person] }, replica, () => ({ change: what, answer: true }));

/** Told to the replica itself and to nobody else; that it was told is kept. */
export async function answerOrder(parts: DeviceParts, request: DeviceOrderRequest): Promise<Result<DeviceOrderAnswer, CodedError>> {
  const found = await find(parts, request, orderSigningText(request));
  if (!found.ok) return found;
  const { erase, person } = found.value;
  if (erase === undefined) return ok({});
  if (erase.toldAt === undefined) await change(parts, request, person, { told: { at: parts.now() } });
  return ok({ erase: { mode: erase.mode, at: erase.at } });
}

/** Its last word, kept with its signature. A repeat is harmless; without an order it is G9503. */
export async function takeErased(parts: DeviceParts, request: DeviceErasedRequest): Promise<Result<{ readonly taken: true }, CodedError>> {
  const found = await find(parts, request, erasedSigningText(request));
  if (!found.ok) return found;
  const { erase, person } = found.value;
  if (erase === undefined) return err({ code: "G9503" });
  if (erase.doneAt === undefined) await change(parts, request, person, { told: { at: parts.now() }, done: { at: parts.now(), signature: `${request.at} ${request.signature}` } });
  return ok({ taken: true });
}
