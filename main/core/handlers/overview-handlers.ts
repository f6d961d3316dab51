import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { OverviewAnswers } from "../../../shared/bridge/overview-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Workspace } from "../session/workspace.ts";

/** Calls about figures of the branches. Locked, there is nothing to count (G1008). */
export function createOverviewHandlers(workspace: () => Workspace | undefined): Pick<BridgeCalls, keyof OverviewAnswers> {
  const locked = err({ code: "G1008" as const });
  return {
    "overview.show": async (asked) => (await workspace()?.overview.show(asked)) ?? locked,
    "overview.day": async (asked) => (await workspace()?.overview.day(asked)) ?? locked,
    "overview.exportDay": async (asked) => (await workspace()?.overview.exportDay(asked)) ?? locked,
  };
}
