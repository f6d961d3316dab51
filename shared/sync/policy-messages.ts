import { z } from "zod";
import { declarationLayoutSchema } from "../life/declaration-layout.ts";
import { bankPolicySchema, MOST_POLICY_CHARACTERS } from "../policy/bank-policy.ts";
import { count, ofCentre } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** JSON text of a policy, exactly as it was decided: a version that does not know all of it tells it all the same. */
const policy = z.string().max(MOST_POLICY_CHARACTERS);
export const POLICY_ACTS = ["propose", "confirm", "withdraw"] as const;

/** `n` counts a bank's decisions; 0 where nothing was decided and the default holds. Without persons: as the directory made the bank. */
export const policyDecisionSchema = z.object({ n: count, policy, at: count.optional(), askedBy: z.string().optional(), confirmedBy: z.string().optional() });
export type PolicyDecision = z.infer<typeof policyDecisionSchema>;

/** POST /v1/policy: what the caller's bank decided for its workstations and files, what waits for a second person, and what came before. */
export const policyRequestSchema = z.object(ofCentre);
export type PolicyRequest = z.infer<typeof policyRequestSchema>;
export const policyAnswerSchema = z.object({
  epoch: epochSchema,
  current: policyDecisionSchema,
  /** One person proposed this over decision `base`; another one must confirm it before `until`. */
  asked: z.object({ base: count, policy, by: z.string(), mine: z.boolean(), at: count, until: count }).optional(),
  /** The newest first, the one in force not among them. */
  before: z.array(policyDecisionSchema),
  /** What the caller may do now. */ may: z.array(z.enum(POLICY_ACTS)),
});
export type PolicyAnswer = z.infer<typeof policyAnswerSchema>;

/** As decided, but that what is left out stays as it is, and null takes it away: a version that does not know of it takes nothing away. */
const proposedPolicySchema = bankPolicySchema.extend({ declaration: declarationLayoutSchema.nullable().optional() });

/** POST /v1/policy/propose: the first of two words. `base`: the decision in force that she saw. G9591 another one since, G9592 it is the same, G9505 something waits already. */
export const proposePolicyRequestSchema = z.object({ ...ofCentre, base: count, policy: proposedPolicySchema });
export type ProposePolicyRequest = z.infer<typeof proposePolicyRequestSchema>;
/** POST /v1/policy/confirm: the second word, for exactly what is shown. G9504 the same person, G9505 it is not what waits, G9591, G9503 nothing waits. */
export const confirmPolicyRequestSchema = z.object({ ...ofCentre, base: count, policy });
export type ConfirmPolicyRequest = z.infer<typeof confirmPolicyRequestSchema>;
/** POST /v1/policy/withdraw: what one person proposed is not to be. G9503 nothing waits. */
export const withdrawPolicyRequestSchema = z.object(ofCentre);
export type WithdrawPolicyRequest = z.infer<typeof withdrawPolicyRequestSchema>;
