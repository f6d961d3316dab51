import { z } from "zod";
import { address, count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** POST /v1/quarantine, managers and administrators: what waits of replicas that were sent away, as far as the caller sees all its branches ([QU2]). */
export const quarantineRequestSchema = z.object(ofCentre);
export type QuarantineRequest = z.infer<typeof quarantineRequestSchema>;
export const quarantineAnswerSchema = z.object({
  epoch: epochSchema,
  waiting: z.array(z.object({
    replica: uuid, user: uuid, name: z.string(), device: z.string(), /** The replica was revoked, or its owner left the bank. */ why: z.enum(["revoked", "left"]),
    changes: count, /** Number of the last of them. */ upTo: count, since: count, /** Who brought it, by name. */ carriers: z.array(z.string()),
    /** Her own: somebody else decides. */ mine: z.boolean(),
  })),
});
export type QuarantineAnswer = z.infer<typeof quarantineAnswerSchema>;

/** POST /v1/quarantine/changes: the changes that wait of one replica, from behind number `after` on. */
export const quarantineChangesRequestSchema = z.object({ ...ofCentre, of: uuid, after: count });
export type QuarantineChangesRequest = z.infer<typeof quarantineChangesRequestSchema>;
export const quarantineChangesAnswerSchema = z.object({ epoch: epochSchema, changes: z.array(z.object({ seq: z.int().min(1), head: z.string(), body: z.string() })), more: z.boolean() });
export type QuarantineChangesAnswer = z.infer<typeof quarantineChangesAnswerSchema>;

/** POST /v1/quarantine/decide: all that waits of a replica up to the number that was shown. Written by the caller's own `replica`. 409 G8014: nothing of it waits any more. */
export const decideQuarantineRequestSchema = z.object({ ...address, of: uuid, upTo: z.int().min(1), decision: z.enum(["accept", "reject"]) });
export type DecideQuarantineRequest = z.infer<typeof decideQuarantineRequestSchema>;
/** How many changes had which verdict; `unusable`: no part of that replica's line, set aside. */
export const decideQuarantineAnswerSchema = z.object({ epoch: epochSchema, accepted: count, refused: count, skipped: count, unusable: count });
export type DecideQuarantineAnswer = z.infer<typeof decideQuarantineAnswerSchema>;
