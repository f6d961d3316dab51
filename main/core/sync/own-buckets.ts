import type { BranchId } from "../../../shared/kernel/ids.ts";
import { hashBucket, sortIntoBuckets, type HeldFile } from "../../../shared/sync/buckets.ts";
import { breathe } from "../breathe.ts";
import { listBranchTruth } from "../db/file-truth.ts";
import type { Desk } from "../files/desk.ts";

/** What is held of a branch, as the centre told it. */
export type OwnBuckets = { readonly hashes: readonly string[]; readonly files: readonly (readonly HeldFile[])[] };

const PAGE = 100;
/** Buckets hashed in one breath. */
const BREATH = 32;
/** In the place of a hash, where the state is not what its hash says: no bucket of the centre's has it. */
const DAMAGED = "damaged";

/**
 * [SY61] The buckets of the truth alone: nothing pending, nothing heard through the folder, nothing of a former epoch. Each state is hashed anew.
 * Between two pages whatever else there is to do is done; undefined when that is more urgent, or the desk closed.
 */
export async function computeOwnBuckets(desk: Desk, branch: BranchId, isUrgent: () => boolean): Promise<OwnBuckets | undefined> {
  const held: HeldFile[] = [];
  for (let after = 0; ; ) {
    if (isUrgent() || !desk.isOpen()) return undefined;
    const page = listBranchTruth(desk.db.read, branch, after, PAGE);
    for (const { id, file, version, hash, state } of page) {
      after = id;
      held.push({ file, version, hash: desk.sealer.sha256(state) === hash ? hash : DAMAGED });
    }
    if (page.length < PAGE) break;
    await breathe();
  }
  const files = sortIntoBuckets(held);
  const hashes: string[] = [];
  for (const [n, bucket] of files.entries()) {
    hashes.push(hashBucket(bucket, desk.sealer.sha256));
    if (n % BREATH === BREATH - 1) await breathe();
  }
  return { files, hashes };
}
