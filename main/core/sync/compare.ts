import { id, type BranchId, type FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { listDiffering } from "../../../shared/sync/buckets.ts";
import type { BucketFilesRequest, BucketListRequest, BucketsAnswer, BucketsRequest, FileEntry } from "../../../shared/sync/protocol.ts";
import type { AlarmRequest } from "../../../shared/sync/recovery-messages.ts";
import type { Failure, SyncEvent } from "../../../shared/sync/sync-state.ts";
import { listBranchChecks, postponeBranchCheck, putBranchCheck, type CheckOutcome } from "../db/branch-checks.ts";
import { listCursors } from "../db/cursors.ts";
import { findTruth } from "../db/file-truth.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { isSoundTruth, judgePage } from "./compare-page.ts";
import { computeOwnBuckets, type OwnBuckets } from "./own-buckets.ts";
import { takeInMended, takeOutExtra, type TakeInContext } from "./take-in.ts";
import type { Reply, Transport } from "./transport.ts";

/** What came of the last try of a branch: the last comparison, or why there was none. */
export type CheckTry = { readonly outcome: CheckOutcome | "moved" | "failed"; readonly files: number; readonly mended: number; readonly error?: CodedError };
type Compared = Omit<Extract<SyncEvent, { type: "compared" }>, "ticket">;
export type CompareOutcome = Compared | { readonly type: "failed"; readonly failure: Failure };

export type ComparerParts = {
  readonly desk: Desk;
  readonly transport: Pick<Transport, "buckets" | "bucketList" | "bucketFiles" | "alarm">;
  readonly asked: <T>(ask: (token: string) => Promise<Reply<T>>) => Promise<Reply<T>>;
  readonly address: () => Pick<BucketsRequest, "protocol" | "centre" | "epoch" | "replica">;
  readonly context: () => TakeInContext;
  readonly holdsWrongReceipt: (files: readonly FileEntry[]) => Promise<boolean>;
  readonly onFiles: (files: readonly FileId[]) => void;
  /** Something waits to be sent: the comparison makes way. */
  readonly isUrgent: () => boolean;
  /** In [0, 1): a branch's workstations do not come back together. */
  readonly random: () => number;
  /** By the centre's clock as far as it is known here. */
  readonly centreNow: () => number;
};
export type Comparer = { readonly compare: (branch: string) => Promise<CompareOutcome>; readonly tries: () => ReadonlyMap<string, CheckTry>; /** Before a comparison on demand: what is told afterwards is of this one. */ readonly forgetTries: () => void };

/** Hashes asked for in one comparison: more, and a branch that never rests would be asked for ever. */
export const MOST_ASKS = 5;
const LIST_PAGE = 2_000;
const FETCH_PAGE = 500;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After the centre said to wait, or what it says was of no use. */
const LATER_MS = 10 * 60_000;

type Page = { readonly after: string | undefined };
type Progress = {
  readonly epoch: string;
  asks: number;
  /** Of the truth as it stood at `n`. */
  own: (OwnBuckets & { readonly n: number }) | undefined;
  listing: (Page & { readonly n: number; readonly buckets: readonly number[] }) | undefined;
  fetching: readonly FileId[];
};

/**
 * [SY61] Compares a branch with the centre and mends what differs, one request at each call: sending and receiving go between. Only where the
 * centre's answer and the own cursor name the same place of the feed is anything concluded.
 */
export function createComparer(parts: ComparerParts): Comparer {
  const { desk, transport, asked, address } = parts;
  const underWay = new Map<string, Progress>();
  const tries = new Map<string, CheckTry>();

  const goOn = (branch: BranchId, more: Partial<Compared> = {}): Compared => ({ type: "compared", branch, done: false, pull: false, ...more });
  const over = (branch: BranchId): Compared => {
    underWay.delete(branch);
    return goOn(branch, { done: true });
  };

  /** Not to its end: told, and tried again later. Work is never held for it. */
  function giveUp(branch: BranchId, told: Pick<CheckTry, "outcome"> & { readonly error?: CodedError }, afterMs: number): CompareOutcome {
    const mended = listBranchChecks(desk.db.read).find((row) => row.branch === branch)?.mending ?? 0;
    tries.set(branch, { files: 0, mended, ...told });
    const kept = coded(() => desk.db.transaction((db) => postponeBranchCheck(db, branch, Math.round(parts.centreNow() + afterMs * (1 + parts.random())))));
    return kept.ok ? over(branch) : failedWith(kept.error);
  }

  /** [SY65] What concerns the comparison only ends it; what concerns the whole exchange is the step's. */
  function unanswered(branch: BranchId, failure: Failure): CompareOutcome {
    if (failure.kind === "asked-to-wait") return giveUp(branch, { outcome: "failed", error: failure.error }, Math.max(LATER_MS, failure.afterMs ?? 0));
    // Not a silence: an older centre that knows no buckets, a branch that is no longer hers.
    if (failure.kind === "unreachable" && failure.error.code !== "G5004") return giveUp(branch, { outcome: "failed", error: failure.error }, DAY_MS);
    underWay.delete(branch);
    return { type: "failed", failure };
  }

  async function finish(branch: BranchId, outcome: "same" | "differs", { n, files, at }: BucketsAnswer): Promise<CompareOutcome> {
    const mended = listBranchChecks(desk.db.read).find((row) => row.branch === branch)?.mending ?? 0;
    const told: CheckOutcome = outcome === "same" && mended > 0 ? "mended" : outcome;
    const kept = coded(() => desk.db.transaction((db) => putBranchCheck(db, { branch, dueAt: Math.round(at + (told === "differs" ? HOUR_MS : DAY_MS) + parts.random() * 4 * HOUR_MS), checkedAt: at, outcome: told, files, mended })));
    if (!kept.ok) return failedWith(kept.error);
    tries.set(branch, { outcome: told, files, mended });
    // [SY64] A failure to tell is no failure.
    const alarm: AlarmRequest = { ...address(), kind: "mismatch", have: mended, known: n, branch };
    if (told !== "same") await asked((token) => transport.alarm(token, alarm));
    return over(branch);
  }

  async function ask(branch: BranchId, n: number, progress: Progress): Promise<CompareOutcome> {
    if (progress.asks >= MOST_ASKS) return giveUp(branch, { outcome: "moved" }, HOUR_MS);
    if (progress.own?.n !== n) {
      const own = await computeOwnBuckets(desk, branch, parts.isUrgent);
      if (own === undefined) return goOn(branch);
      progress.own = { ...own, n };
    }
    progress.asks += 1;
    const request: BucketsRequest = { ...address(), branch };
    const reply = await asked((token) => transport.buckets(token, request));
    if (reply.kind === "failed") return unanswered(branch, reply.failure);
    const { value } = reply;
    if (value.epoch.id !== request.epoch) return { type: "failed", failure: { kind: "stranger", error: { code: "G4011" } } };
    // [SY63] Behind what it told here: an alarm, and nothing is mended.
    if (value.n < n) return goOn(branch, { have: value.have, lost: { have: value.n, known: n } });
    if (value.n > n) return goOn(branch, { have: value.have, pull: true });
    const buckets = listDiffering(progress.own.hashes, value.buckets);
    if (buckets.length === 0) return withHave(await finish(branch, "same", value), value.have);
    if (progress.asks >= MOST_ASKS) return withHave(await finish(branch, "differs", value), value.have);
    progress.listing = { n, buckets, after: undefined };
    return goOn(branch, { have: value.have });
  }

  async function list(branch: BranchId, progress: Progress, { buckets, after, n }: NonNullable<Progress["listing"]>): Promise<CompareOutcome> {
    const request: BucketListRequest = { ...address(), branch, buckets: [...buckets], limit: LIST_PAGE, ...(after === undefined ? {} : { after }) };
    const reply = await asked((token) => transport.bucketList(token, request));
    if (reply.kind === "failed") return unanswered(branch, reply.failure);
    const { value: { epoch, files, next, n: listedAt } } = reply;
    if (epoch.id !== request.epoch) return { type: "failed", failure: { kind: "stranger", error: { code: "G4011" } } };
    progress.listing = undefined;
    if (listedAt !== n) return goOn(branch, { pull: true });
    const held = buckets.flatMap((bucket) => progress.own?.files[bucket] ?? []);
    const verdict = judgePage(held, files, { after, until: next }, (file) => isSoundTruth(findTruth(desk.db.read, file), desk.sealer.sha256));
    if (verdict.kind === "lost") return goOn(branch, { lost: verdict });
    const taken = takeOutExtra(desk, branch, n, verdict.extra);
    if (!taken.ok) return failedWith(taken.error);
    parts.onFiles(taken.value.files);
    progress.fetching = verdict.fetch;
    if (next === undefined) progress.own = undefined;
    else progress.listing = { n, buckets, after: next };
    return goOn(branch);
  }

  async function fetchAnew(branch: BranchId, progress: Progress): Promise<CompareOutcome> {
    const wanted = progress.fetching.slice(0, FETCH_PAGE);
    const request: BucketFilesRequest = { ...address(), branch, files: [...wanted] };
    const reply = await asked((token) => transport.bucketFiles(token, request));
    if (reply.kind === "failed") return unanswered(branch, reply.failure);
    const { value: { epoch, files } } = reply;
    if (epoch.id !== request.epoch) return { type: "failed", failure: { kind: "stranger", error: { code: "G4011" } } };
    const own = files.filter(({ file }) => wanted.includes(id<FileId>(file)));
    const taken: Result<{ readonly files: readonly FileId[] }, CodedError> = (await parts.holdsWrongReceipt(own)) ? { ok: false, error: { code: "G5005", params: { what: "receipt" } } } : takeInMended(parts.context(), branch, own);
    if (!taken.ok) return taken.error.code === "G5005" ? giveUp(branch, { outcome: "failed", error: taken.error }, DAY_MS) : failedWith(taken.error);
    parts.onFiles(taken.value.files);
    progress.fetching = progress.fetching.slice(FETCH_PAGE);
    return goOn(branch);
  }

  return {
    tries: () => tries,
    forgetTries: () => tries.clear(),
    compare: async (text) => {
      const branch = id<BranchId>(text);
      const cursor = listCursors(desk.db.read).find((one) => one.branch === branch && one.snapshot === undefined);
      if (cursor === undefined) return over(branch);
      const { epoch } = address();
      const known = underWay.get(branch);
      const progress: Progress = known?.epoch === epoch ? known : { epoch, asks: 0, own: undefined, listing: undefined, fetching: [] };
      underWay.set(branch, progress);
      if (progress.fetching.length > 0) return await fetchAnew(branch, progress);
      if (progress.listing?.n === cursor.n) return await list(branch, progress, progress.listing);
      progress.listing = undefined;
      return await ask(branch, cursor.n, progress);
    },
  };
}

const failedWith = (error: CodedError): CompareOutcome => ({ type: "failed", failure: { kind: "unreachable", error } });
const withHave = (outcome: CompareOutcome, have: number): CompareOutcome => (outcome.type === "compared" ? { ...outcome, have } : outcome);
