import { z } from "zod";
import { MAX_CENTS } from "../kernel/cents.ts";
import { parseRegistrationNumber } from "./registration-number.ts";

/** In its written form, and no other: what people type is read before it is sent. */
const WRITTEN = /^[1-9][0-9]{0,8}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/;
const isNumber = (text: string): boolean => {
  const parsed = parseRegistrationNumber(text);
  return parsed.ok && parsed.value === text;
};

/** What anybody may ask: does this number stand for this company and this amount, in cents? ([VE1]) */
export const verificationRequestSchema = z.strictObject({
  number: z.string().regex(WRITTEN).refine(isNumber),
  siren: z.string().regex(/^[0-9]{9}$/),
  amount: z.int().min(1).max(MAX_CENTS),
});
export type VerificationRequest = z.infer<typeof verificationRequestSchema>;

/** A registration that stands, or one that was taken back. */
export const REGISTRATION_STATES = ["registered", "cancelled"] as const;
/** What a number, a SIREN and an amount are to each other; "amended": once right, and the amount is another since ([VE2]). */
export type RegistrationState = (typeof REGISTRATION_STATES)[number] | "amended";

/** Only a match confirms anything. Nothing of what was asked comes back, and no figure. `at`: when the ledger was read, UTC ms. */
export const verificationAnswerSchema = z.discriminatedUnion("result", [
  z.strictObject({ result: z.literal("match"), state: z.enum(REGISTRATION_STATES), at: z.int().min(0) }),
  z.strictObject({ result: z.literal("amended"), at: z.int().min(0) }),
  z.strictObject({ result: z.literal("mismatch"), at: z.int().min(0) }),
]);
export type VerificationAnswer = z.infer<typeof verificationAnswerSchema>;

/** Ed25519 public keys (JWK) that sealed attestations are checked with, in the page ([VE6]): all that the centre ever signed with. */
export const verificationKeysSchema = z.strictObject({ keys: z.array(z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), kid: z.string() })) });
export type VerificationKeys = z.infer<typeof verificationKeysSchema>;
