import { z } from "zod";
import { HOLD_REASONS } from "../retention/hold-reasons.ts";
import { count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** POST /v1/holds: what holds a file, for those who may set one. */
export const listHoldsRequestSchema = z.object({ ...ofCentre, file: uuid });
export type ListHoldsRequest = z.infer<typeof listHoldsRequestSchema>;
/** POST /v1/holds/set: from now on the file is not erased ([ER6]). Once for each reason. */
export const setHoldRequestSchema = z.object({ ...ofCentre, file: uuid, reason: z.enum(HOLD_REASONS) });
export type SetHoldRequest = z.infer<typeof setHoldRequestSchema>;
/** POST /v1/holds/lift: the first word asks, another person's does it. `withdraw`: the word that stands is taken back, by either. */
export const liftHoldRequestSchema = z.object({ ...ofCentre, file: uuid, hold: uuid, withdraw: z.boolean().optional() });
export type LiftHoldRequest = z.infer<typeof liftHoldRequestSchema>;

/** As it stands after what was asked. `reason` may be one of a newer centre. `lift`: who asked that it be lifted, and until when another may say so too. */
export const holdsAnswerSchema = z.object({
  epoch: epochSchema,
  holds: z.array(z.object({ hold: uuid, reason: z.string().max(40), user: uuid, at: count, lift: z.object({ user: uuid, until: count, mine: z.boolean() }).optional() })),
});
export type HoldsAnswer = z.infer<typeof holdsAnswerSchema>;
