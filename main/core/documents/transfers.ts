import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { CodedFailure } from "../db/connection.ts";
import { findDocument, listToMove, updateDocument, type StoredDocument } from "../db/documents.ts";
import { findTruth } from "../db/file-truth.ts";
import type { Logger } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Moving } from "./list-documents.ts";
import { createTransfer, type Ended, type TransferParts } from "./transfer.ts";

/** Contents on their way, beside the line ([WS21]): at most two at once, each tried again after a pause that grows. */
export type Transfers = {
  /** Something may be to do now. */
  readonly wake: () => void;
  /** The network is back, or a person asks: pauses end. */
  readonly retryNow: () => void;
  readonly movingOf: (row: StoredDocument) => Moving;
  /** Ends a transfer at work; the row says that it is stopped. */
  readonly cancel: (id: number) => void;
  readonly stop: () => Promise<void>;
};

export type TransfersParts = Omit<TransferParts, "isWanted" | "progress"> & {
  readonly log: Logger;
  readonly random: () => number;
  /** Asks the sync engine for a fresh token, or a sign-in. */
  readonly askForToken: () => void;
  readonly changed: (file: FileId) => void;
};

const AT_ONCE = 2;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 300_000];
const TOKEN_PAUSE_MS = 2_000;
/** Damage that comes again and again is not the line's. */
const MOST_DAMAGED = 3;

type Pause = { readonly until: number; readonly failures: number; readonly damaged: number; readonly error: CodedError | undefined };

export function createTransfers(parts: TransfersParts): Transfers {
  const { desk, log } = parts;
  const active = new Map<number, { done: number; isCancelled: boolean; readonly ended: Promise<void> }>();
  const pauses = new Map<number, Pause>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const transfer = createTransfer({
    ...parts,
    isWanted: ({ id }) => !isStopped && active.get(id)?.isCancelled !== true,
    progress: (row, done) => {
      const one = active.get(row.id);
      if (one !== undefined) one.done = done;
      parts.changed(row.file);
    },
  });

  function wake(): void {
    if (isStopped) return;
    clearTimeout(timer);
    const now = desk.now();
    let next = Number.POSITIVE_INFINITY;
    for (const row of listToMove(desk.db.read)) {
      if (active.has(row.id)) continue;
      const until = pauses.get(row.id)?.until ?? 0;
      if (until > now) next = Math.min(next, until);
      else if (active.size < AT_ONCE && isAtCentre(row)) begin(row);
    }
    if (Number.isFinite(next)) timer = setTimeout(wake, Math.max(10, next - now));
  }

  /** The centre takes contents only of documents that it has in the file: the change comes first. */
  function isAtCentre({ file, document }: StoredDocument): boolean {
    const truth = findTruth(desk.db.read, file);
    const state = truth === undefined || truth.stale ? undefined : parseFileState(truth.state);
    return state?.ok === true && state.value.documents?.some((one) => one.document === document) === true;
  }

  function begin(row: StoredDocument): void {
    active.set(row.id, { done: row.direction === "down" ? row.here : 0, isCancelled: false, ended: move(row) });
  }

  async function move(row: StoredDocument): Promise<void> {
    await Promise.resolve(); // what it tells of its progress needs its place among the active ones
    try {
      after(row, await run(row));
    } catch (error) {
      // A bug of ours: tried again later, and the log says where.
      log.error("document-bug", { kind: error instanceof Error ? error.name : typeof error });
      pause(row.id, { code: "G5001" }, LONGEST_PAUSE_MS);
    }
    active.delete(row.id);
    parts.changed(row.file);
    wake();
  }

  async function run(row: StoredDocument): Promise<Ended> {
    try {
      return await (row.direction === "up" ? transfer.up(row) : transfer.down(row));
    } catch (error) {
      // The disk: full, gone, or the content on it damaged.
      if (error instanceof CodedFailure) return error.coded.code === "G7003" ? { kind: "hopeless", error: error.coded } : { kind: "failed", failure: { kind: "unreachable", error: error.coded } };
      throw error;
    }
  }

  function after(row: StoredDocument, end: Ended): void {
    if (isStopped) return;
    if (end.kind === "done") {
      pauses.delete(row.id);
      return;
    }
    if (active.get(row.id)?.isCancelled === true) return;
    if (end.kind === "hopeless") return giveUp(row, end.error);
    const { failure } = end;
    if (failure.kind === "unauthorised") {
      parts.askForToken();
      return pause(row.id, undefined, TOKEN_PAUSE_MS);
    }
    const error = "error" in failure ? failure.error : undefined;
    if (failure.kind === "asked-to-wait") return pause(row.id, error, failure.afterMs);
    const damaged = (pauses.get(row.id)?.damaged ?? 0) + (error?.code === "G7003" ? 1 : 0);
    if (damaged >= MOST_DAMAGED && error !== undefined) return giveUp(row, error);
    pause(row.id, error, undefined, damaged);
  }

  function pause(id: number, error: CodedError | undefined, afterMs: number | undefined, damaged = pauses.get(id)?.damaged ?? 0): void {
    const failures = (pauses.get(id)?.failures ?? 0) + 1;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
    pauses.set(id, { until: desk.now() + (afterMs ?? 200 + parts.random() * longest), failures, damaged, error });
  }

  function giveUp(row: StoredDocument, error: CodedError): void {
    pauses.delete(row.id);
    log.warn("document-stopped", { code: error.code });
    coded(() => desk.db.transaction((db) => {
      if (findDocument(db, row.file, row.document) !== undefined) updateDocument(db, row.id, { stopped: true, error: error.code });
    }));
  }

  return {
    wake,
    retryNow: () => {
      for (const [id, one] of pauses) pauses.set(id, { ...one, until: 0 });
      wake();
    },
    movingOf: ({ id }) => ({ done: active.get(id)?.done, error: pauses.get(id)?.error }),
    cancel: (id) => {
      const one = active.get(id);
      if (one !== undefined) one.isCancelled = true;
      pauses.delete(id);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await Promise.all([...active.values()].map(({ ended }) => ended));
    },
  };
}
