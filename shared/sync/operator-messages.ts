import { z } from "zod";
import { CENTRE_ACTS, MAX_ASKED, MAX_REASON, OPERATOR_ACTS } from "../life/centre-act.ts";
import { count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** Where a loan stands, as far as an operator sees it: `amount` and `held` (of its company's ceiling) in cents. Nothing of the client. */
export const standingSchema = z.object({ status: z.string(), stage: z.string(), amount: count, held: count, version: z.int().min(1) });
export type Standing = z.infer<typeof standingSchema>;

const place = { bank: uuid, bankName: z.string(), branch: uuid, branchName: z.string(), file: uuid, number: z.string() };
const text = (max: number) => z.string().trim().min(1).max(max);

/** POST /v1/operator/registrations, operators only: by registration number, or by company and bank (its id or its name). */
export const findRegistrationsRequestSchema = z.object({ ...ofCentre, search: z.union([z.object({ number: z.string().max(40) }), z.object({ bank: z.string().min(1).max(200), siren: z.string().regex(/^\d{9}$/) })]) });
export type FindRegistrationsRequest = z.infer<typeof findRegistrationsRequestSchema>;
export const operatorRegistrationSchema = z.object({ ...place, siren: z.string(), scheme: z.string(), grantOn: z.string(), standing: standingSchema });
export type OperatorRegistration = z.infer<typeof operatorRegistrationSchema>;
export const findRegistrationsAnswerSchema = z.object({ epoch: epochSchema, registrations: z.array(operatorRegistrationSchema) });
export type FindRegistrationsAnswer = z.infer<typeof findRegistrationsAnswerSchema>;

/**
 * POST /v1/operator/act ([LI13]). `act` names the request: repeated, it is done once. `seen`: the version that was shown (409 G2001 where the file changed since).
 * `dry`: says what would become of the loan, and changes nothing.
 */
export const actRequestSchema = z.object({
  ...ofCentre, act: uuid, number: z.string().max(40), kind: z.enum(OPERATOR_ACTS), /** Cents, of a correction. */ amount: z.int().min(1).optional(),
  reason: text(MAX_REASON), asked: text(MAX_ASKED), seen: z.int().min(1).optional(), dry: z.boolean().optional(),
});
export type ActRequest = z.infer<typeof actRequestSchema>;
/** `waiting`: a second operator must confirm it, and nothing has changed. `after` is what it becomes, or would. */
export const actAnswerSchema = z.object({ epoch: epochSchema, outcome: z.enum(["shown", "done", "waiting", "turned-down"]), act: uuid, number: z.string(), kind: z.enum(CENTRE_ACTS), before: standingSchema, after: standingSchema.optional() });
export type ActAnswer = z.infer<typeof actAnswerSchema>;

/** POST /v1/operator/decide: the word of a second operator on an act that waits, or anybody's that it is not to be done. */
export const decideActRequestSchema = z.object({ ...ofCentre, act: uuid, decision: z.enum(["confirm", "turn-down"]), seen: z.int().min(1).optional() });
export type DecideActRequest = z.infer<typeof decideActRequestSchema>;

/** POST /v1/operator/acts: what was asked, done and turned down, the newest first; those before a moment, or of one number, or one act. */
export const listActsRequestSchema = z.object({ ...ofCentre, act: uuid.optional(), number: z.string().max(40).optional(), before: count.optional(), limit: z.int().min(1).max(500) });
export type ListActsRequest = z.infer<typeof listActsRequestSchema>;
export const recordedActSchema = z.object({
  ...place, act: uuid, step: z.enum(["asked", "done", "turned-down"]), kind: z.enum(CENTRE_ACTS), amount: count.optional(), reason: z.string(), asked: z.string(),
  /** Empty where the centre did it without anybody's word. */
  by: z.string(), door: z.enum(["command", "route", "clock"]), at: count, before: standingSchema, after: standingSchema.optional(),
});
export type RecordedAct = z.infer<typeof recordedActSchema>;
export const listActsAnswerSchema = z.object({ epoch: epochSchema, acts: z.array(recordedActSchema) });
export type ListActsAnswer = z.infer<typeof listActsAnswerSchema>;
