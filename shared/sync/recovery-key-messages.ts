import { z } from "zod";
import { count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** X25519, public half. The private one is with the bank, in a file under a passphrase, and never here. */
const x = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const RECOVERY_KEY_ACTS = ["publish", "confirm", "withdraw"] as const;

export const publishedKeySchema = z.object({ n: z.int().min(1), x, at: count, askedBy: z.string(), confirmedBy: z.string() });
export type PublishedKey = z.infer<typeof publishedKeySchema>;

/** POST /v1/recovery-key: the recovery key of the caller's bank, what waits for a second person, and former ones. */
export const recoveryKeyRequestSchema = z.object(ofCentre);
export type RecoveryKeyRequest = z.infer<typeof recoveryKeyRequestSchema>;
export const recoveryKeyAnswerSchema = z.object({
  epoch: epochSchema,
  /** The newest first; the first is the one that workstations keep a slot for. */
  published: z.array(publishedKeySchema),
  /** One person said this key; another one must say the same before `until`. */
  asked: z.object({ x, by: z.string(), mine: z.boolean(), at: count, until: count }).optional(),
  /** What the caller may do now. */ may: z.array(z.enum(RECOVERY_KEY_ACTS)),
});
export type RecoveryKeyAnswer = z.infer<typeof recoveryKeyAnswerSchema>;

/** POST /v1/recovery-key/publish: one of two words, each with the whole key. G9504 the same person again, G9505 another key waits, G9503 it is in force already. */
export const publishRecoveryKeyRequestSchema = z.object({ ...ofCentre, x });
export type PublishRecoveryKeyRequest = z.infer<typeof publishRecoveryKeyRequestSchema>;
/** POST /v1/recovery-key/withdraw: what one person said is not to be. G9503 nothing waits. */
export const withdrawRecoveryKeyRequestSchema = z.object(ofCentre);
export type WithdrawRecoveryKeyRequest = z.infer<typeof withdrawRecoveryKeyRequestSchema>;

/** POST /v1/recovery-key/used: a workstation of the caller's was opened by an administrator's answer. Told again, it is noted once. G3003 no workstation of hers. */
export const recoveryUsedRequestSchema = z.object({ ...ofCentre, replica: uuid, request: uuid, kid: z.string().regex(/^[0-9a-f]{16}$/), at: count });
export type RecoveryUsedRequest = z.infer<typeof recoveryUsedRequestSchema>;
