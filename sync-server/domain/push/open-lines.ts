import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import type { LineRow, PushTransaction, ReplicaRow } from "../../store/store.ts";
import type { Caller } from "../services.ts";
import { findFork, refuseLine } from "./line.ts";
import type { ReadChange } from "./read-change.ts";

/** Who lets a push out of quarantine: its effects are written by her replica; with `refusal` it has none, and each change is answered so. */
export type Release = { readonly by: string; readonly refusal: CodedError | undefined };
/** A push whose changes were read; at most one for each replica in a group. */
export type ReadPush = { readonly caller: Caller; readonly request: PushRequest; readonly changes: readonly ReadChange[]; readonly release?: Release };

/** A push that passed its own checks: what is new in it, and what the centre had already answered. */
export type Line = { readonly push: ReadPush; readonly replica: ReplicaRow; readonly kept: readonly LineRow[]; readonly fresh: readonly ReadChange[] };

/** Locks the replicas of these pushes and looks where each push stands in its line. In the order given. */
export async function openLines(tx: PushTransaction, pushes: readonly ReadPush[]): Promise<readonly Result<Line, CodedError>[]> {
  const replicas = new Map((await tx.lockReplicas(pushes.map((push) => push.request.replica))).map((row) => [row.replica, row]));
  const lines: Result<Line, CodedError>[] = [];
  for (const push of pushes) {
    const { request, changes, caller } = push;
    const replica = replicas.get(request.replica);
    const refusal = refuseLine(caller.user, replica, request, changes, push.release !== undefined);
    if (refusal !== undefined || replica === undefined) {
      lines.push(err(refusal ?? { code: "G3003" }));
      continue;
    }
    const last = request.first + changes.length - 1;
    const kept = request.first <= replica.have ? await tx.lineOf(replica.replica, request.first, Math.min(last, replica.have)) : [];
    const at = findFork(replica, changes, kept);
    lines.push(at === undefined ? ok({ push, replica, kept, fresh: changes.filter((change) => change.seq > replica.have) }) : err({ code: "G4009", params: { at } }));
  }
  return lines;
}
