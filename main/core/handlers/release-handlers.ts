import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { releaseInputs } from "../../../shared/bridge/release-calls.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { Session } from "../session/session.ts";

export const createReleaseHandlers = (workspace: Session["workspace"]): Pick<BridgeCalls, keyof typeof releaseInputs> => ({
  "releases.read": async (asked) => (await workspace()?.releases.read(asked)) ?? err({ code: "G1008" }),
});
