import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { err } from "../../../shared/kernel/result.ts";
import { listMissing } from "../documents/list-missing.ts";
import type { Workspace } from "../session/workspace.ts";

type DocumentCalls = Pick<BridgeCalls, "documents.add" | "documents.missing" | "documents.list" | "documents.read" | "documents.remove" | "documents.transfer" | "documents.cancel">;

/** Calls about documents. Locked, there is nothing to see and nothing to do (G1008). */
export function createDocumentHandlers(workspace: () => Workspace | undefined): DocumentCalls {
  const locked = err({ code: "G1008" as const });
  return {
    "documents.add": async (input) => (await workspace()?.documents.add(input)) ?? locked,
    "documents.missing": async ({ limit }) => {
      const open = workspace();
      return open === undefined ? { total: 0, rows: [] } : await listMissing(open.desk, limit);
    },
    "documents.list": async (input) => (await workspace()?.documents.list(input)) ?? [],
    "documents.read": async (input) => (await workspace()?.documents.read(input)) ?? locked,
    "documents.remove": async (input) => (await workspace()?.documents.remove(input)) ?? locked,
    "documents.transfer": async (input) => (await workspace()?.documents.transfer(input)) ?? locked,
    "documents.cancel": async (input) => (await workspace()?.documents.cancel(input)) ?? locked,
  };
}
