import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { DeclarationLayout } from "../life/declaration-layout.ts";
import { bankPolicySchema, MOST_POLICY_CHARACTERS, type BankPolicy } from "../policy/bank-policy.ts";
import type { PolicyAnswer, PolicyDecision } from "../sync/policy-messages.ts";

/** What the bank decided for its workstations and files: with the centre (G5004), which says what the person may do. */
export const policyInputs = {
  "policy.read": z.undefined(),
  /** The first of two words, over the decision that was shown. G9591, G9592, G9593, G9504, G9505. */
  "policy.propose": z.object({ base: z.int().min(0), policy: bankPolicySchema }),
  /** The second, for exactly the text that was shown. G9503, G9504, G9505, G9591. */
  "policy.confirm": z.object({ base: z.int().min(0), policy: z.string().max(MOST_POLICY_CHARACTERS) }),
  "policy.withdraw": z.undefined(),
  /** The text of a file that somebody gives as the layout of the declaration: nothing is kept. G9595. */
  "policy.readLayout": z.object({ text: z.string().max(100_000) }),
} as const satisfies Record<string, z.ZodType>;

/** One decision; `rules` as far as this version understands them, `was`: those before it. */
export type PolicyStep = Omit<PolicyDecision, "policy"> & { readonly rules: BankPolicy; readonly was: BankPolicy };
export type PolicyStanding = Pick<PolicyAnswer, "may"> & {
  readonly current: PolicyStep; readonly before: readonly PolicyStep[];
  readonly asked?: NonNullable<PolicyAnswer["asked"]> & { readonly rules: BankPolicy };
};
export type PolicyAnswers = { [C in Exclude<keyof typeof policyInputs, "policy.readLayout">]: Result<PolicyStanding, CodedError> } & { "policy.readLayout": Result<DeclarationLayout, CodedError> };
