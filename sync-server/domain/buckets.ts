import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Instant } from "../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { BucketFilesRequest, BucketListAnswer, BucketListRequest, BucketsAnswer, BucketsRequest, SnapshotAnswer } from "../../shared/sync/protocol.ts";
import type { DataScope, Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import { scopeOf } from "./follow.ts";
import type { Caller } from "./services.ts";

/** What a branch holds, for workstations that compare. Each process counts for itself. */
export type BucketServices = {
  readonly hashes: (caller: Caller, request: BucketsRequest) => Promise<Result<BucketsAnswer, CodedError>>;
  readonly list: (caller: Caller, request: BucketListRequest) => Promise<Result<BucketListAnswer, CodedError>>;
  readonly files: (caller: Caller, request: BucketFilesRequest) => Promise<Result<SnapshotAnswer, CodedError>>;
};
export type BucketParts = { readonly store: Pick<Store, "buckets" | "bucketList" | "bucketFiles">; readonly centre: Centre; readonly now: () => Instant };

/** [SY65] A branch is read whole for its hashes: so many at once, and of one replica and branch so many in that time. */
const MOST_AT_WORK = 2;
const MOST_ASKED = 12;
const ASKED_MS = 600_000;
/** Beyond it, what is over is forgotten. */
const MOST_REMEMBERED = 5_000;

export function createBuckets({ store, centre, now }: BucketParts): BucketServices {
  let atWork = 0;
  const asked = new Map<string, { readonly since: number; readonly times: number }>();

  function isTooOften(key: string): boolean {
    const at = now();
    if (asked.size > MOST_REMEMBERED) for (const [known, { since }] of asked) if (at - since >= ASKED_MS) asked.delete(known);
    const before = asked.get(key);
    const isOver = before === undefined || at - before.since >= ASKED_MS;
    asked.set(key, isOver ? { since: at, times: 1 } : { ...before, times: before.times + 1 });
    return !isOver && before.times >= MOST_ASKED;
  }

  /** The caller's scope, of a branch that she sees. */
  function admit(caller: Caller, request: BucketsRequest): Result<DataScope, CodedError> {
    const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
    if (refusal !== undefined) return err(refusal);
    return scope?.branches.includes(request.branch) === true ? ok(scope) : err({ code: "G3002" });
  }

  async function counted<T>(work: () => Promise<T | undefined>): Promise<Result<T, CodedError>> {
    if (atWork >= MOST_AT_WORK) return err({ code: "G5002" });
    atWork += 1;
    try {
      const found = await work();
      return found === undefined ? err({ code: "G3003" }) : ok(found);
    } finally {
      atWork -= 1;
    }
  }
  const askOf = ({ replica, branch }: BucketsRequest) => ({ replica, branch, epoch: centre.epoch.n });

  return {
    hashes: async (caller, request) => {
      const scope = admit(caller, request);
      if (!scope.ok) return scope;
      if (isTooOften(`${caller.user} ${request.replica} ${request.branch}`)) return err({ code: "G4004" });
      const found = await counted(() => store.buckets(scope.value, askOf(request)));
      if (!found.ok) return found;
      const { have, n, files, hashes } = found.value;
      return ok({ epoch: centre.epoch, have, n, files, buckets: [...hashes], at: now() });
    },
    list: async (caller, request) => {
      const scope = admit(caller, request);
      if (!scope.ok) return scope;
      const { buckets, after, limit } = request;
      const found = await counted(() => store.bucketList(scope.value, { ...askOf(request), buckets, after, limit }));
      if (!found.ok) return found;
      const files = [...found.value.files];
      const next = files.length === limit ? files.at(-1)?.file : undefined;
      return ok({ epoch: centre.epoch, n: found.value.n, files, ...(next === undefined ? {} : { next }) });
    },
    files: async (caller, request) => {
      const scope = admit(caller, request);
      if (!scope.ok) return scope;
      const found = await store.bucketFiles(scope.value, { ...askOf(request), files: request.files });
      return found === undefined ? err({ code: "G3003" }) : ok({ epoch: centre.epoch, n: found.n, files: [...found.files] });
    },
  };
}
