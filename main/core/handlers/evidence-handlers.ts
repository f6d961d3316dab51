import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { EvidenceAnswers } from "../../../shared/bridge/evidence-calls.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { Workspace } from "../session/workspace.ts";

/** The evidence file of a registered loan. Locked, there is none (G1008). */
export function createEvidenceHandlers(workspace: () => Workspace | undefined, paper: BridgeCalls["paper.make"]): Pick<BridgeCalls, keyof EvidenceAnswers> {
  const locked = err({ code: "G1008" as const });
  return {
    "evidence.begin": async (asked) => workspace()?.evidence.begin(asked, paper) ?? locked,
    "evidence.state": async ({ id }) => workspace()?.evidence.state(id) ?? locked,
    "evidence.read": async ({ id, offset }) => workspace()?.evidence.read(id, offset) ?? locked,
    "evidence.end": async ({ id }) => {
      workspace()?.evidence.end(id);
      return ok(undefined);
    },
  };
}
