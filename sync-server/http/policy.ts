import { confirmPolicyRequestSchema, policyAnswerSchema, policyRequestSchema, proposePolicyRequestSchema, withdrawPolicyRequestSchema } from "../../shared/sync/policy-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** What the caller's bank decides for its workstations and files. */
export const policyRoutes = ({ policy }: Pick<Services, "policy">): readonly Route[] => [
  route({ method: "POST", path: "/v1/policy", summary: "What the bank decided for its workstations and files, what waits for a second person, and what came before.", allow: allow("policy.read"), parse: policyRequestSchema, answer: policyAnswerSchema, run: policy.read }),
  route({ method: "POST", path: "/v1/policy/propose", summary: "The first of two words for another policy; it changes nothing by itself.", allow: allow("policy.decide"), parse: proposePolicyRequestSchema, answer: policyAnswerSchema, run: policy.propose }),
  route({ method: "POST", path: "/v1/policy/confirm", summary: "The second word, by another administrator, for exactly what waits: it is in force from then on.", allow: allow("policy.decide"), parse: confirmPolicyRequestSchema, answer: policyAnswerSchema, run: policy.confirm }),
  route({ method: "POST", path: "/v1/policy/withdraw", summary: "What was proposed is not to be.", allow: allow("policy.decide"), parse: withdrawPolicyRequestSchema, answer: policyAnswerSchema, run: policy.withdraw }),
];
