import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { err } from "../../../shared/kernel/result.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { Workspace } from "../session/workspace.ts";

/** Where a centre that does not tell it serves the page that verifies a registration. */
const VERIFICATION_PATH = "/verification";

/** Paper. Locked, there is nothing to print (G1008). */
export function createPaperHandlers(workspace: () => Workspace | undefined, centre: CentreInfo, serverUrl: string): Pick<BridgeCalls, "paper.make"> {
  return {
    "paper.make": async (order) => {
      const open = workspace();
      if (open === undefined) return err({ code: "G1008" });
      if (order.paper === "attestation") return await open.attestations.obtain(order);
      const verificationAddress = centre.hello()?.verification ?? `${serverUrl}${VERIFICATION_PATH}`;
      // Loaded when somebody prints: what draws a PDF is a third of the core's start.
      const { makePaper } = await import("../paper/make-paper.ts");
      return await makePaper(open.desk, { demonstration: centre.info().demonstration, verificationAddress }, order);
    },
  };
}
