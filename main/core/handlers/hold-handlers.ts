import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { holdInputs } from "../../../shared/bridge/hold-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Session } from "../session/session.ts";

export function createHoldHandlers(session: Session): Pick<BridgeCalls, keyof typeof holdInputs> {
  const desk = () => session.workspace()?.holds;
  return {
    "holds.list": async (asked) => (await desk()?.list(asked)) ?? err({ code: "G1008" }),
    "holds.set": async (asked) => (await desk()?.set(asked)) ?? err({ code: "G1008" }),
    "holds.lift": async (asked) => (await desk()?.lift(asked)) ?? err({ code: "G1008" }),
  };
}
