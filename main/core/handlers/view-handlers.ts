import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { ViewAnswers } from "../../../shared/bridge/view-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import { keepViews, listViews } from "../files/saved-views.ts";
import type { Workspace } from "../session/workspace.ts";

/** Calls about saved views. Locked, there are none to see and none can be kept (G1008). */
export function createViewHandlers(workspace: () => Workspace | undefined): Pick<BridgeCalls, keyof ViewAnswers> {
  return {
    "views.list": async () => { const open = workspace(); return open === undefined ? [] : listViews(open.desk); },
    "views.keep": async (views) => { const open = workspace(); return open === undefined ? err({ code: "G1008" }) : keepViews(open.desk, views); },
  };
}
