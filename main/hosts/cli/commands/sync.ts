import type { SyncStatus } from "../../../../shared/bridge/sync-views.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { createProgress, syncTextOf } from "../progress.ts";
import { settleSync } from "../settle-sync.ts";
import { withDesk, type Surroundings } from "./command.ts";

/**
 * `sync`: sends and receives until nothing waits. 3 when the centre is away, 4 when a sign-in is needed, 1 when it stopped or ran out of time.
 * `--reissue`: where the line stopped because this folder was copied, or was lost too far back, its work goes on under a new replica ([WS17]);
 * nothing asks for that elsewhere (G4017).
 */
export const sync = (given: Surroundings, patienceMs: number, mayReissue = false): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const progress = createProgress(out);
    let status = await settleSync(bridge, patienceMs, progress.show);
    if (mayReissue) {
      const another = await bridge.call("sync.reissue", undefined);
      if (another.ok) status = await settleSync(bridge, patienceMs, progress.show);
      else if (status.kind === "stopped" || status.kind === "idle") {
        progress.end();
        return out.failure(another.error);
      }
    }
    progress.end();
    out.document(status);
    out.line(syncLine(out, status));
    return syncExit(status);
  });

export const syncLine = ({ words }: Output, status: SyncStatus): string =>
  [words.say(syncTextOf(status), { waiting: status.waiting }), status.toSettle > 0 ? words.say("sync.toSettle", { count: status.toSettle }) : "", status.error === undefined ? "" : words.error(status.error), status.newsHeldBack === true ? words.say("sync.heldBack") : ""]
    .filter(Boolean)
    .join(" ");

function syncExit(status: SyncStatus): ExitCode {
  switch (status.kind) {
    case "idle": return status.waiting === 0 ? EXIT.done : EXIT.refused;
    case "offline": return EXIT.unreachable;
    case "signed-out": return EXIT.locked;
    case "stopped": return status.error === undefined ? EXIT.refused : exitCodeOf(status.error);
    case "sending":
    case "receiving": return EXIT.refused;
  }
}
