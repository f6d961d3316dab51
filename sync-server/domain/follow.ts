import { mayDo } from "../../shared/access/rights.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { PullAnswer, PullRequest, SnapshotAnswer, SnapshotRequest } from "../../shared/sync/protocol.ts";
import type { DataScope, FeedPage, Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import type { Caller } from "./services.ts";

/** What a person of a bank may see; undefined for whoever reads no file at a desk of her own: an operator, an auditor, support. */
export function scopeOf(caller: Caller): DataScope | undefined {
  return caller.bank === undefined || !mayDo(caller.role, "files.read") ? undefined : { bank: caller.bank.id, branches: caller.branches.map((branch) => branch.id), persons: [caller.user] };
}

const sees = (caller: Caller, branch: string): boolean => caller.branches.some((one) => one.id === branch);

/** [SY42] [SY47] What happened in branches since the cursors. A branch out of the caller's sight is G3002. */
export async function pull(store: Store, centre: Centre, caller: Caller, request: PullRequest): Promise<Result<PullAnswer, CodedError>> {
  const scope = scopeOf(caller);
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  if (scope === undefined || request.cursors.some((cursor) => !sees(caller, cursor.branch))) return err({ code: "G3002" });
  const { have, pages } = await store.pull(scope, { replica: request.replica, epoch: centre.epoch.n, cursors: request.cursors, limit: request.limit });
  if (have === undefined) return err({ code: "G3003" });
  return ok({ epoch: centre.epoch, businessDate: centre.businessDate(), rules: centre.rules(), have, feeds: request.newOnly === true ? pages.filter((page, at) => hasNews(page, request.cursors[at]?.n)).map(toFeed) : pages.map(toFeed) });
}

/** A page without entries may still go further: what it passed over was superseded. */
const hasNews = ({ n, more }: FeedPage, from: number | undefined): boolean => n !== from || more;

const toFeed = ({ branch, n, at, entries, more }: FeedPage): PullAnswer["feeds"][number] => ({ branch, n, ...(at === undefined ? {} : { at }), entries: [...entries], more });

/** [SY43] Files of a branch by id, for a replica that has nothing of it yet. */
export async function snapshot(store: Store, centre: Centre, caller: Caller, request: SnapshotRequest): Promise<Result<SnapshotAnswer, CodedError>> {
  const scope = scopeOf(caller);
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  if (scope === undefined || !sees(caller, request.branch)) return err({ code: "G3002" });
  const page = await store.snapshot(scope, { replica: request.replica, epoch: centre.epoch.n, branch: request.branch, after: request.after, limit: request.limit });
  if (!page.enrolled) return err({ code: "G3003" });
  const n = request.n ?? page.n; // the first page's, whatever was pushed since
  const files = page.files.map((file) => ({ ...file, n }));
  const last = files.length === request.limit ? files.at(-1)?.file : undefined;
  return ok({ epoch: centre.epoch, n, files, ...(last === undefined ? {} : { next: last }) });
}
