import { z } from "zod";
import { sealedSchema } from "./change.ts";
import { MAX_PUSH_CHANGES } from "./limits.ts";
import { address, base64url, code, count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema, firstVerdictSchema } from "./protocol.ts";

/** POST /v1/reoffer: answered changes that a restored centre lost, in line order, each with the verdict it had. Signed like a push, for the new epoch. */
export const reofferRequestSchema = z.object({
  ...address,
  first: z.int().min(1),
  changes: z.array(sealedSchema.extend({ verdict: firstVerdictSchema })).min(1).max(MAX_PUSH_CHANGES),
  signature: base64url,
});
export type ReofferRequest = z.infer<typeof reofferRequestSchema>;
/** `waiting` counts those whose effect waits for what colleagues have still to offer; their verdict stands meanwhile. */
export const reofferAnswerSchema = z.object({ epoch: epochSchema, have: count, verdicts: z.array(firstVerdictSchema), waiting: count });
export type ReofferAnswer = z.infer<typeof reofferAnswerSchema>;

/**
 * POST /v1/alarm: a replica stopped because the centre is behind what it acknowledged or told of a feed, or ahead of all that was sealed there. `mismatch`
 * stopped nothing: `have` files of the branch were not the centre's at place `known` of its feed, and were fetched anew ([SY64]).
 */
export const alarmRequestSchema = z.object({ ...address, kind: z.enum(["replica-ahead", "fork", "feed-ahead", "mismatch"]), have: count, known: count, branch: uuid.optional() });
export type AlarmRequest = z.infer<typeof alarmRequestSchema>;

/** POST /v1/missing: files that a replica was told of in an earlier epoch and no longer finds, for the report of the restore. */
export const missingRequestSchema = z.object({ ...address, files: z.array(z.object({ file: uuid, branch: uuid, version: z.int().min(1), number: z.string().max(40).optional() })).min(1).max(500) });
export type MissingRequest = z.infer<typeof missingRequestSchema>;
export const takenSchema = z.object({ taken: z.literal(true) });
/** Those of the files that were erased meanwhile ([ER13]). */
export const missingAnswerSchema = takenSchema.extend({ erased: z.array(z.object({ file: uuid, on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), rule: z.string().max(40) })).optional() });
export type MissingAnswer = z.infer<typeof missingAnswerSchema>;

/** POST /v1/late-verdicts: changes of this replica that were refused when a recovery ended, after they had been told to be accepted ([SY58]). */
export const lateVerdictsRequestSchema = z.object({ ...address });
export type LateVerdictsRequest = z.infer<typeof lateVerdictsRequestSchema>;
export const lateVerdictsAnswerSchema = z.object({ epoch: epochSchema, verdicts: z.array(z.object({ seq: z.int().min(1), verdict: firstVerdictSchema })) });
export type LateVerdicts = z.infer<typeof lateVerdictsAnswerSchema>;

/** POST /v1/recovery/report, administrators: where the last recovery stands ([SY59]). Lists are of the caller's bank; an operator is told events and totals only. */
export const recoveryReportRequestSchema = z.object(ofCentre);
export type RecoveryReportRequest = z.infer<typeof recoveryReportRequestSchema>;
const named = { user: uuid, name: z.string().optional() };
export const recoveryReportAnswerSchema = z.object({
  epoch: epochSchema, recovering: z.boolean(),
  /** Of the present epoch, in order. The name where the person is of the caller's own bank. */
  events: z.array(z.object({ at: count, kind: z.enum(["begun", "confirmed", "refused", "ended"]), door: z.enum(["command", "route"]), mine: z.boolean(), name: z.string().optional(), /** Of the beginning: why one person began it alone. */ because: z.string().optional() })),
  /** Everything that there is, also beyond what the lists hold. */
  totals: z.object({ back: count.optional(), absent: count, waiting: count, refused: count, reinstated: count, flagged: count, missing: count, alarms: count }),
  /** `lastAt`: its last push that the centre still has, or when it was enrolled. */
  replicas: z.array(z.object({ replica: uuid, ...named, device: z.string(), have: count, lastAt: count, state: z.enum(["back", "absent", "revoked"]) })).optional(),
  /** Re-offered changes without effect: before the file's creation, before version `from` on, of a file now in another branch; or refused in the end. */
  waiting: z.array(z.object({ file: uuid, branch: uuid, version: count, kind: z.string(), number: z.string().optional(), ...named, why: z.enum(["creation", "predecessors", "branch", "refused"]), from: count.optional(), code: code.optional() })).optional(),
  /** `flag`: for what the centre's rules would refuse it today. */
  reinstated: z.array(z.object({ number: z.string(), file: uuid, at: count, flag: code.optional() })).optional(),
  missing: z.array(z.object({ file: uuid, branch: uuid, version: count, number: z.string().optional() })).optional(),
  alarms: z.array(z.object({ replica: uuid, ...named, epoch: count, kind: z.enum(["replica-ahead", "fork", "feed-ahead"]), have: count, known: count, times: count, lastAt: count })).optional(),
});
export type RecoveryReportAnswer = z.infer<typeof recoveryReportAnswerSchema>;

/** POST /v1/recovery/end, administrators: the first confirms, another one ends. Same person twice: 409 G4016. */
export const endRecoveryRequestSchema = z.object(ofCentre);
export type EndRecoveryRequest = z.infer<typeof endRecoveryRequestSchema>;
export const endRecoveryAnswerSchema = z.object({ ended: z.boolean(), confirmed: count });
export type EndRecoveryAnswer = z.infer<typeof endRecoveryAnswerSchema>;
