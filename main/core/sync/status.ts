import type { FolderState, SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import { instant, type Instant } from "../../../shared/kernel/instant.ts";
import type { SyncState } from "../../../shared/sync/sync-state.ts";
import { countUnsent } from "../db/documents.ts";
import type { DiagnosticDemand } from "../../../shared/sync/diagnostic-messages.ts";
import type { EraseOrder } from "../erase/order-desk.ts";
import { countToSettle } from "../db/file-rows.ts";
import { countUnanswered } from "../db/outbox.ts";
import { listWorkingFiles } from "../db/working-copy.ts";
import { coded } from "../files/coded.ts";
import { lastCheckOf } from "./checks.ts";
import type { Desk } from "../files/desk.ts";
import { countInbox } from "../inbox/list-inbox.ts";

export type StatusFacts = { readonly state: SyncState; readonly lastContactAt: Instant | undefined; readonly nextTryAt: Instant | undefined; readonly newsHeldBack: boolean; readonly erase: EraseOrder | undefined; readonly diagnostic: DiagnosticDemand | undefined };
export type StatusTeller = {
  /** Tells listeners soon, once for many changes, and only what differs from what they know. */
  readonly tell: (facts: StatusFacts) => void;
  readonly status: (facts: StatusFacts) => SyncStatus;
  readonly close: () => void;
};

const TELL_MS = 100;
/** Fewer than this leave in one breath: no bar is shown. */
const WORTH_A_BAR = 100;

export function createStatusTeller(desk: Desk, folder: () => FolderState | undefined, clockOffMs: () => number | undefined, onStatus: (status: SyncStatus) => void): StatusTeller {
  let told = "";
  let soon: NodeJS.Timeout | undefined;
  let latest: StatusFacts | undefined;
  let isClosed = false;
  let burst: { readonly from: number; readonly to: number } | undefined;

  function progressOf({ line, phase }: SyncState): SyncStatus["progress"] {
    if (phase.kind !== "busy" || phase.request.kind !== "push") {
      if (line.sealed === line.answered) burst = undefined;
    } else if (burst === undefined) burst = { from: line.answered, to: line.sealed };
    if (burst === undefined) return undefined;
    burst = { ...burst, to: line.sealed };
    const total = burst.to - burst.from;
    return total < WORTH_A_BAR ? undefined : { done: line.answered - burst.from, total };
  }

  function statusOf({ state, lastContactAt, nextTryAt, newsHeldBack, erase, diagnostic }: StatusFacts): SyncStatus {
    const { read } = desk.db;
    const unanswered = countUnanswered(read);
    const working = listWorkingFiles(read);
    const oldest = Math.min(unanswered.oldestAt ?? Infinity, ...working.map((file) => file.firstAt));
    const status: SyncStatus = {
      kind: kindOf(state), waiting: unanswered.changes + working.length, progress: progressOf(state), lastContactAt,
      oldestWaitingAt: Number.isFinite(oldest) ? instant(oldest) : undefined,
      toSettle: countToSettle(read), error: state.error, nextTryAt, recovery: state.reoffering ? "offering" : state.recovering ? "waiting" : undefined, folder: folder(),
      check: lastCheckOf(read, desk.me().branches.map((branch) => branch.id)),
      ...(newsHeldBack ? { newsHeldBack } : {}), ...(diagnostic === undefined ? {} : { diagnostic }), ...(erase === undefined ? {} : { erase: { ...erase, documents: countUnsent(read) } }),
    };
    return { ...status, inbox: countInbox(desk, { status, clockOffMs: clockOffMs() }) };
  }

  return {
    status: statusOf,
    tell: (facts) => {
      // The database closes right after: a late word must not read it.
      if (isClosed) return;
      latest = facts;
      soon ??= setTimeout(() => {
        soon = undefined;
        // A disk that fails is told by whoever writes; here there would be nobody to hear it.
        const asked = latest ?? facts;
        const read = coded(() => statusOf(asked));
        if (!read.ok) return;
        const now = read.value;
        const text = JSON.stringify(now);
        if (text === told) return;
        told = text;
        onStatus(now);
      }, TELL_MS);
    },
    close: () => {
      isClosed = true;
      clearTimeout(soon);
    },
  };
}

/** A computer that the centre does not know yet holds nothing of it: while it introduces itself it is not up to date, it receives. */
export function kindOf({ phase, error, enrolled }: SyncState): SyncStatus["kind"] {
  switch (phase.kind) {
    case "asleep": case "resting": return "idle";
    case "backing-off": return "offline";
    case "signed-out": case "stopped": return phase.kind;
    case "refreshing": case "busy": {
      if (error !== undefined) return "offline";
      const asked = phase.kind === "busy" ? phase.request.kind : undefined;
      if (asked === "push" || asked === "reoffer") return "sending";
      return asked === "pull" || asked === "snapshot" || !enrolled ? "receiving" : "idle";
    }
    default: return assertNever(phase, "sync phase");
  }
}
