import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { UntoldErased } from "../db/erased-files.ts";
import type { InboxEntry } from "../../../shared/bridge/inbox-views.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";

/** What is known of this computer as a whole. Instants are its own. */
export type DeskFacts = {
  readonly status: Pick<SyncStatus, "kind" | "error" | "waiting" | "oldestWaitingAt" | "lastContactAt" | "folder">;
  readonly clockOffMs: number | undefined;
  /** The latest instant noted beside work that is here only. */
  readonly latestHere: number | undefined;
  readonly now: number;
  /** Files that were erased and that she has not been told of. */
  readonly erased?: UntoldErased | undefined;
};

/** An instant this much later than now was not noted by this clock as it is. */
export const AHEAD_MS = 120_000;

const EMPTY: Omit<InboxEntry, "id" | "kind"> = { since: undefined, isAhead: false, file: undefined, name: "", siren: "", other: undefined, error: undefined, fields: [], act: undefined, until: undefined, count: 0, offMs: undefined };

/** What needs the advisor and is about no file: the line, the sign-in, the clock, the folder. */
export function deskEntries({ status, clockOffMs, latestHere, now, erased }: DeskFacts): readonly InboxEntry[] {
  const { kind, error, waiting, oldestWaitingAt, folder } = status;
  const entries: InboxEntry[] = [];
  const add = (entry: Pick<InboxEntry, "kind"> & Partial<InboxEntry>): void => void entries.push({ ...EMPTY, id: entry.kind, ...entry });
  if (kind === "stopped") add({ kind: "line-stopped", since: oldestWaitingAt, error: error ?? { code: "G5001" }, count: waiting });
  if (kind === "signed-out" && waiting > 0) add({ kind: "signed-out", since: oldestWaitingAt, error: error?.code === "G3008" ? error : { code: "G3001" }, count: waiting });
  const backTo = wentBack(status.lastContactAt, latestHere, now);
  if (clockOffMs !== undefined || backTo !== undefined) add({ kind: "clock-off", since: backTo, isAhead: backTo !== undefined, offMs: clockOffMs });
  if (folder?.problem !== undefined) add({ kind: "folder-problem", since: folder.lastReadAt, error: folder.problem });
  if (erased !== undefined) add({ kind: "erased", since: erased.since as Instant, count: erased.files, erased: { on: erased.on, work: erased.work } }); // noted by this computer
  return entries;
}

/** A moment that this computer wrote down and that its clock has not reached yet. */
function wentBack(lastContactAt: Instant | undefined, latestHere: number | undefined, now: number): Instant | undefined {
  const latest = Math.max(lastContactAt ?? 0, latestHere ?? 0);
  return latest > now + AHEAD_MS ? latest as Instant : undefined; // both were instants
}
