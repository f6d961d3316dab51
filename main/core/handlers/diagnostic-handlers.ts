import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { diagnosticInputs } from "../../../shared/bridge/device-calls.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { ErrorNotes } from "../diagnose/error-notes.ts";
import type { Workspace } from "../session/workspace.ts";

/** A workstation's account of itself: shown to its owner, answered by her, asked of others. Locked, G1008. */
export function createDiagnosticHandlers(workspace: () => Workspace | undefined, errors: Pick<ErrorNotes, "list">): Pick<BridgeCalls, keyof typeof diagnosticInputs> {
  const desk = () => workspace()?.diagnostic;
  const locked = err({ code: "G1008" as const });
  return {
    "diagnostic.preview": async () => {
      const own = desk();
      return own === undefined ? locked : ok(await own.preview(errors.list()));
    },
    "diagnostic.answer": async ({ id, digest }) => (await desk()?.answer({ id, digest })) ?? locked,
    "devices.diagnose": async (asked) => (await desk()?.ask(asked)) ?? locked,
    "devices.diagnostic": async ({ device }) => (await desk()?.read(device)) ?? locked,
  };
}
