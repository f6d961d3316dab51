import { z } from "zod";
import { address, base64url, count } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Links of the chain in one answer: on a busy centre, half a minute of everybody's work. */
export const MAX_PROOF_LINKS = 5_000;

/**
 * POST /v1/proof: that the centre's audit has the pushes of this replica. `after`: the number of the last link that was told; `within`: in the middle of a run. `known`: a link whose hash is told again, so that a
 * chain made anew is noticed.
 */
export const proofRequestSchema = z.object({ ...address, after: count, within: z.boolean(), known: z.int().min(1).optional() });
export type ProofRequest = z.infer<typeof proofRequestSchema>;
export const proofAnswerSchema = z.object({
  epoch: epochSchema,
  /** False: this centre anchors nothing, and nothing can be proven. */ anchored: z.boolean(),
  /** Runs from a push of the replica's to the next anchored link (shared/audit/line-proof.ts). */
  runs: z.array(z.object({
    from: z.int().min(1), prev: hash, links: z.array(z.union([hash, z.object({ at: count, body: z.string().max(2_000) })])).max(MAX_PROOF_LINKS),
    anchor: z.object({ text: z.string().max(2_000), kid: z.string(), signature: base64url }).optional(),
  })),
  /** Ask again with them. Absent: there is no more. */ next: z.object({ after: count, within: z.boolean() }).optional(),
  /** Pushes that no anchor holds yet. */ waiting: z.array(z.object({ first: count, last: count })),
  knownHash: hash.optional(),
});
export type ProofAnswer = z.infer<typeof proofAnswerSchema>;
