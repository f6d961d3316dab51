import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId, FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { ChangeKind } from "../sync/change.ts";
import type { DiagnosticDemand } from "../sync/diagnostic-messages.ts";
import type { LastCheck } from "./check-views.ts";

export type SyncStatus = {
  readonly kind: "idle" | "sending" | "receiving" | "offline" | "signed-out" | "stopped";
  /** Sealed changes not yet answered, and files with unsealed typing. */
  readonly waiting: number;
  /** Of a long exchange: done and total, else undefined. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  readonly lastContactAt: Instant | undefined;
  readonly oldestWaitingAt: Instant | undefined;
  /** Files that this person can settle, whoever typed them: as many as the list shows under `to-settle`. */
  readonly toSettle: number;
  /** Everything that needs the advisor, these files among it: as many as {@link InboxPage.total}. Absent while locked. */
  readonly inbox?: number | undefined;
  /** Why it stopped or is offline, for the panel. */
  readonly error: CodedError | undefined;
  readonly nextTryAt: Instant | undefined;
  /** The centre was restored: what it lost is being offered again, or that is done and sending waits for the end of its recovery. */
  readonly recovery?: "offering" | "waiting" | undefined;
  /** The branch's shared folder; absent where there is none and nothing was heard. */
  readonly folder?: FolderState | undefined;
  /** Absent until every branch was compared with the centre. */
  readonly check?: LastCheck | undefined;
  /** Something on the network holds live news back: they are asked for instead, every minute or so. */
  readonly newsHeldBack?: boolean;
  /** Somebody who looks after workstations asks its owner for a diagnostic. */
  readonly diagnostic?: DiagnosticDemand | undefined;
  /** This workstation was ordered to erase itself: `carried`, once what waits was carried out; `now` is done as soon as it is heard. */
  readonly erase?: { readonly mode: "carried" | "now"; readonly at: number; /** Contents of documents that the centre does not have; no sealed file carries them. */ readonly documents: number } | undefined;
};
/** What a workstation does with its branch's shared folder. */
export type FolderState = {
  readonly path: string | undefined;
  readonly isDecided: boolean;
  readonly lastReadAt: Instant | undefined;
  readonly problem: CodedError | undefined;
  /** Of colleagues, not known to be at the centre. */
  readonly heard: { readonly changes: number; readonly files: number };
  /** Files left alone, by reason. */
  readonly ignored: { readonly [reason: string]: number };
};
export type WaitingChange = {
  readonly change: ChangeId; readonly file: FileId; readonly name: string; readonly kind: ChangeKind; readonly madeAt: Instant;
  readonly state: "waiting" | "refused" | "skipped"; readonly error: CodedError | undefined;
};
/** A sealed file to be: its name, and how many changes of the line each part takes. */
export type CarryPlan = { readonly name: string; readonly set: string; readonly changes: number; readonly parts: readonly { readonly first: number; readonly count: number; readonly replica?: string }[] };
/** What the centre's audit proves of this workstation's pushes. `faults` name the first that is missing or other than here. */
export type LineProofView = {
  /** False: the centre anchors nothing, and nothing was proven. */ readonly anchored: boolean;
  /** Changes before the first one that the audit has: older than it. */ readonly before: number;
  /** The last change that is proven. */ readonly upTo: number;
  /** When the centre anchored it. */ readonly anchoredAt: number | undefined;
  /** Changes that the centre has and did not anchor yet. */ readonly waiting: number;
  readonly faults: readonly string[];
};
export type VerifyReport = { readonly changes: number; readonly files: number; readonly faults: readonly string[] };
