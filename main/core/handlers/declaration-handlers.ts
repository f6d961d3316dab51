import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { confirmDeclaration, keepLayout, layoutOf, prepareDeclaration } from "../declare/declare-loans.ts";
import { takeAnswer } from "../declare/take-answer.ts";
import type { Desk } from "../files/desk.ts";
import type { Workspace } from "../session/workspace.ts";
import { DEFAULT_LAYOUT } from "../../../shared/life/default-layout.ts";

type DeclarationCalls = Pick<BridgeCalls, "declare.prepare" | "declare.confirm" | "declare.answer" | "declare.layout" | "declare.setLayout">;

/** Calls about telling the guarantor of what was disbursed. Locked, there is nothing to do (G1008). */
export function createDeclarationHandlers(workspace: () => Workspace | undefined): DeclarationCalls {
  const atDesk = async <T>(work: (desk: Desk) => Result<T, CodedError> | Promise<Result<T, CodedError>>): Promise<Result<T, CodedError>> => {
    const open = workspace();
    return open === undefined ? err({ code: "G1008" }) : await work(open.desk);
  };
  return {
    "declare.prepare": async () => await atDesk(prepareDeclaration),
    "declare.confirm": async ({ batch, files }) => await atDesk((desk) => confirmDeclaration(desk, batch, files)),
    "declare.answer": async ({ text }) => await atDesk((desk) => takeAnswer(desk, text)),
    "declare.layout": async () => {
      const open = workspace();
      return open === undefined ? DEFAULT_LAYOUT : layoutOf(open.desk);
    },
    "declare.setLayout": async (layout) => await atDesk((desk) => keepLayout(desk, layout)),
  };
}
