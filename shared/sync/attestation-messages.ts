import { z } from "zod";
import { address, count, uuid } from "./message-parts.ts";

/** POST /v1/attestation: the attestation of a registered file, made and sealed by the centre from what it holds. Nothing of it comes from the workstation. */
export const attestationRequestSchema = z.object({ ...address, file: uuid, language: z.enum(["fr", "en"]) });
export type AttestationRequest = z.infer<typeof attestationRequestSchema>;
export const attestationAnswerSchema = z.object({
  /** The number that it attests. */
  number: z.string(),
  /** The PDF, base64: some hundred kilobytes. */
  pdf: z.base64().max(4_000_000),
  pages: z.int().min(1),
  /** The centre's clock, UTC ms. */
  sealedAt: count,
});
export type AttestationAnswer = z.infer<typeof attestationAnswerSchema>;
