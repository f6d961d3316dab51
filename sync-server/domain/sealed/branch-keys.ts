import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { BranchKeys, BranchKeysRequest } from "../../../shared/sync/protocol.ts";
import type { BranchKeyChange, BranchStanding, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";

export type TellingKeys = {
  readonly store: Pick<Store, "branchKeys" | "findReplicaHolder">;
  readonly centre: Centre;
  readonly now: () => Instant;
  readonly randomBytes: (length: number) => Uint8Array;
};

/** [OB10] Keys of the caller's branches, made where there is none yet or somebody left, and whose replicas write in their folders. */
export async function tellBranchKeys({ store, centre, now, randomBytes }: TellingKeys, caller: Caller, request: BranchKeysRequest): Promise<Result<BranchKeys, CodedError>> {
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  const scope = scopeOf(caller);
  if (scope === undefined) return err({ code: "G3002" });
  const holder = await store.findReplicaHolder(scope.bank, request.replica);
  if (holder?.person.user !== caller.user || holder.away !== undefined) return err({ code: "G3003" });
  const keys: BranchKeys["keys"] = [];
  const colleagues = new Map<string, BranchKeys["colleagues"][number]>();
  for (const branch of scope.branches) {
    const standing = await store.branchKeys(scope, branch, (known) => whatChanges(known, now(), randomBytes));
    keys.push(...standing.keys.map(({ id, secret }) => ({ branch, id, secret })));
    for (const { replica, person, publicKey, have, revokedAt } of standing.replicas) if (revokedAt === undefined) colleagues.set(replica, { replica, user: person, publicKey, have });
  }
  return ok({ epoch: centre.epoch, keys, colleagues: [...colleagues.values()] });
}

/** A key is over once somebody who was told it left the branch, or a workstation that held it was revoked. */
function whatChanges({ keys: [newest], members, replicas }: BranchStanding, at: Instant, randomBytes: TellingKeys["randomBytes"]): BranchKeyChange | undefined {
  const isOver = newest === undefined || newest.members.some((told) => !members.includes(told)) || replicas.some(({ revokedAt }) => revokedAt !== undefined && revokedAt >= newest.madeAt);
  if (isOver) return { kind: "new", key: { id: uuidV7(at, randomBytes(16)), secret: Buffer.from(randomBytes(32)).toString("base64url"), members, madeAt: Math.max(at, (newest?.madeAt ?? 0) + 1) } };
  return members.every((member) => newest.members.includes(member)) ? undefined : { kind: "told", id: newest.id, members };
}
