import { z } from "zod";
import { base64url, count, ofCentre, uuid } from "./message-parts.ts";
import { DEVICE_STATES } from "./device-states.ts";
import { epochSchema } from "./protocol.ts";

/** Names a workstation to people. Made of its replica's id and not turned back into it: who may see a workstation in a list cannot speak as it. */
const handle = z.string().regex(/^[0-9a-f]{32}$/);
/** `carried`: what was not sent may be carried out first. `now`: at once, with all that was not sent. */
export const ERASE_MODES = ["carried", "now"] as const;
export type EraseMode = (typeof ERASE_MODES)[number];
const erase = z.enum(ERASE_MODES);
export const DEVICE_ACTS = ["approve", "refuse", "revoke", "erase", "confirm", "withdraw"] as const;
export type DeviceAct = (typeof DEVICE_ACTS)[number];

export const deviceSchema = z.object({
  device: handle, user: uuid, name: z.string(), /** Her own; empty where she has none. */ branch: z.string(), /** What the computer calls itself. */ label: z.string(),
  mine: z.boolean(), state: z.enum(DEVICE_STATES), enrolledAt: count,
  /** To some minutes; absent: never since this is noted. */ heardAt: count.optional(), version: z.string().optional(),
  /** What it says that it has not sent: how many changes, and since when the oldest waits. */ waiting: z.object({ changes: count, since: count.optional() }).optional(),
  /** Its clock minus the centre's, ms; free where its data is, MiB. Absent where it has not said. */ clockOffMs: z.int().optional(), diskFreeMib: count.optional(),
  /** Absent where nobody had to decide; without `by` at the server's own command. */ decided: z.object({ at: count, by: z.string().optional() }).optional(),
  revoked: z.object({ at: count, by: z.string().optional() }).optional(),
  /** `toldAt`: it heard the order; `doneAt`: it has said, signed, that nothing is left there. */
  erase: z.object({ mode: erase, at: count, by: z.string().optional(), toldAt: count.optional(), doneAt: count.optional() }).optional(),
  /** One person asked for this, and another one must confirm it before `until`. */
  asked: z.object({ erase: erase.optional(), by: z.string(), mine: z.boolean(), at: count, until: count }).optional(),
  /** What the caller may do to it now. */ may: z.array(z.enum(DEVICE_ACTS)),
});
export type Device = z.infer<typeof deviceSchema>;

/** Workstations in one answer; where a page is not asked for, so many that a workstation of before, which asks for none, is told of all that it can show. */
export const DEVICES_PAGE = 1_000;
export const MOST_DEVICES = 5_000;
/** POST /v1/devices: workstations of those whom the caller answers for, her own among them. POST /v1/devices/mine: her own. Nothing of clients. */
export const devicesRequestSchema = z.object({ ...ofCentre, /** A page, in no order that means anything. */ limit: z.int().min(1).max(DEVICES_PAGE).optional(), after: handle.optional() });
export type DevicesRequest = z.infer<typeof devicesRequestSchema>;
export const devicesAnswerSchema = z.object({
  epoch: epochSchema, /** A new workstation waits until somebody approves it. */ approves: z.boolean(), devices: z.array(deviceSchema),
  /** There are more: what to give as `after`. */ next: handle.optional(),
});
export type DevicesAnswer = z.infer<typeof devicesAnswerSchema>;

/** POST /v1/devices/decide: a new workstation may work, or not. Never her own (G3002). G9503 it does not wait any more. */
export const decideDeviceRequestSchema = z.object({ ...ofCentre, device: handle, decision: z.enum(["approve", "refuse"]) });
export type DecideDeviceRequest = z.infer<typeof decideDeviceRequestSchema>;
/**
 * POST /v1/devices/revoke: ends its right, and orders it to erase itself where `erase` is given. Her own: at one word. Another's: the first person's word
 * is kept, the word of a second one for the same does it. G9504 the same person again, G9505 another order than was asked for.
 */
export const revokeDeviceRequestSchema = z.object({ ...ofCentre, device: handle, erase: erase.optional() });
export type RevokeDeviceRequest = z.infer<typeof revokeDeviceRequestSchema>;
/** POST /v1/devices/withdraw: what one person asked for is not to be done. */
export const withdrawDeviceRequestSchema = z.object({ ...ofCentre, device: handle });
export type WithdrawDeviceRequest = z.infer<typeof withdrawDeviceRequestSchema>;
export const deviceAnswerSchema = z.object({ epoch: epochSchema, /** False: a second person is needed. */ done: z.boolean(), device: deviceSchema });
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;

/** What a replica that was sent away asks and says: no token, for its owner may have none any more; its own key signs. */
const ofReplica = { protocol: z.int().min(1), centre: uuid, bank: uuid, replica: uuid, /** Ed25519, base64url. */ signature: base64url };
/** POST /v1/devices/order, signed over {@link orderSigningText}: whether it is to erase itself. */
export const deviceOrderRequestSchema = z.object(ofReplica);
export type DeviceOrderRequest = z.infer<typeof deviceOrderRequestSchema>;
export const deviceOrderAnswerSchema = z.object({ erase: z.object({ mode: erase, at: count }).optional() });
export type DeviceOrderAnswer = z.infer<typeof deviceOrderAnswerSchema>;
/** POST /v1/devices/erased, signed over {@link erasedSigningText}: the replica's last word. */
export const deviceErasedRequestSchema = z.object({ ...ofReplica, /** Its own clock, UTC ms. */ at: count });
export type DeviceErasedRequest = z.infer<typeof deviceErasedRequestSchema>;
export const deviceErasedAnswerSchema = z.object({ taken: z.literal(true) });

export const orderSigningText = ({ centre, bank, replica }: { readonly centre: string; readonly bank: string; readonly replica: string }): string => `guichet-device-order-1\n${centre}\n${bank}\n${replica}`;
export const erasedSigningText = ({ centre, bank, replica, at }: { readonly centre: string; readonly bank: string; readonly replica: string; readonly at: number }): string => `guichet-device-erased-1\n${centre}\n${bank}\n${replica}\n${at}`;
