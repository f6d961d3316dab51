import type { Bridge } from "../../../shared/bridge/contract.ts";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";

const ASK_AGAIN_MS = 250;
const NUDGE_MS = 3_000;

/** Nothing more will happen by itself: all is sent, or somebody must do something, or the centre is away. */
export const isSettled = (status: SyncStatus): boolean =>
  status.kind === "idle" ? status.waiting === 0 : status.kind === "offline" || status.kind === "signed-out" || status.kind === "stopped";

/** Sends and receives until all is done or can't be, or `patienceMs` have passed; tells every state on the way. */
export async function settleSync(bridge: Bridge, patienceMs: number, tell: (status: SyncStatus) => void): Promise<SyncStatus> {
  const stop = bridge.on("sync.status", tell);
  const startedAt = Date.now();
  let nudgedAt = startedAt;
  try {
    let status = await bridge.call("sync.now", undefined);
    // The first answer may have been given before the exchange began.
    status = isSettled(status) ? await bridge.call("sync.status", undefined) : status;
    while (!isSettled(status) && Date.now() - startedAt < patienceMs) {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      const nudge = status.kind === "idle" && Date.now() - nudgedAt > NUDGE_MS;
      if (nudge) nudgedAt = Date.now();
      status = await bridge.call(nudge ? "sync.now" : "sync.status", undefined);
    }
    return status;
  } finally {
    stop();
  }
}
