import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { readLayout } from "../../../shared/life/read-layout.ts";
import type { policyInputs } from "../../../shared/bridge/policy-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Session } from "../session/session.ts";

export function createPolicyHandlers(workspace: Session["workspace"]): Pick<BridgeCalls, keyof typeof policyInputs> {
  const desk = () => workspace()?.policy;
  return {
    "policy.read": async () => (await desk()?.read()) ?? err({ code: "G1008" }),
    "policy.propose": async (asked) => (await desk()?.propose(asked)) ?? err({ code: "G1008" }),
    "policy.confirm": async (asked) => (await desk()?.confirm(asked)) ?? err({ code: "G1008" }),
    "policy.readLayout": ({ text }) => Promise.resolve(readLayout(text)),
    "policy.withdraw": async () => (await desk()?.withdraw()) ?? err({ code: "G1008" }),
  };
}
