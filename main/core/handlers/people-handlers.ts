import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { peopleInputs } from "../../../shared/bridge/people-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Session } from "../session/session.ts";

export function createPeopleHandlers(workspace: Session["workspace"]): Pick<BridgeCalls, keyof typeof peopleInputs> {
  const desk = () => workspace()?.people;
  return {
    "people.list": async () => (await desk()?.list()) ?? err({ code: "G1008" }),
    "people.export": async (asked) => (await desk()?.export(asked)) ?? err({ code: "G1008" }),
    "people.decide": async (asked) => (await desk()?.decide(asked)) ?? err({ code: "G1008" }),
    "people.withdraw": async (asked) => (await desk()?.withdraw(asked)) ?? err({ code: "G1008" }),
    "people.addBranch": async (asked) => (await desk()?.addBranch(asked)) ?? err({ code: "G1008" }),
  };
}
