import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { deviceInputs } from "../../../shared/bridge/device-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Session } from "../session/session.ts";

export function createDeviceHandlers(session: Session): Pick<BridgeCalls, keyof typeof deviceInputs> {
  const desk = () => session.workspace()?.devices;
  return {
    "devices.list": async ({ whose, after }) => (await desk()?.list(whose, after)) ?? err({ code: "G1008" }),
    "devices.export": async ({ query, language }) => (await desk()?.export(query, language)) ?? err({ code: "G1008" }),
    "devices.decide": async (asked) => (await desk()?.decide(asked)) ?? err({ code: "G1008" }),
    "devices.revoke": async (asked) => (await desk()?.revoke(asked)) ?? err({ code: "G1008" }),
    "devices.withdraw": async (asked) => (await desk()?.withdraw(asked)) ?? err({ code: "G1008" }),
    "session.erase": async () => await session.erase(true),
  };
}
