import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { type BankId } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { BLANK_BODY, BLANK_SALT } from "../../../shared/sync/change.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import type { Away, PersonRow, PushTransaction, Store } from "../../store/store.ts";
import { findFork, isSigned } from "../push/line.ts";
import { readChanges, type ReadChange } from "../push/read-change.ts";

/** What may wait of one replica, bytes: some thousands of changes. Whoever holds a stolen workstation must not fill the centre. */
export const MAX_QUARANTINED_BYTES = 32 * 1024 * 1024;

export type Quarantining = {
  readonly store: Pick<Store, "push">; readonly bank: BankId;
  /** The replica's owner. */
  readonly author: PersonRow;
  readonly why: Away;
  /** Who brought it; undefined: the administrator, at the server's command line. */
  readonly carrier: string | undefined;
  readonly at: Instant;
};

/**
 * [QU1] A push of a replica that was sent away: looked at as any other, kept as it was signed, without effect. Answers how many changes were not here
 * yet. Refused as a push is: signature, gap (behind what waits already), fork. G8013 too much waits.
 */
export async function keepQuarantined({ store, bank, author, why, carrier, at }: Quarantining, request: PushRequest): Promise<Result<{ readonly fresh: number }, CodedError>> {
  const { replica: id, first } = request;
  const changes = await readChanges(request, { bank, replica: id, author: author.user });
  const end = changes.at(-1);
  if (end === undefined) return err({ code: "G4001" });
  return await store.push({ bank, branches: [], persons: [author.user] }, async (tx) => {
    const [replica] = await tx.lockReplicas([id]);
    if (replica === undefined) return err<CodedError>({ code: "G3003" });
    if (!isSigned(replica.publicKey, request, changes)) return err<CodedError>({ code: "G4012" });
    const waiting = await tx.quarantine.waiting(id);
    const reach = Math.max(replica.have, ...waiting.map(({ last }) => last));
    if (first > reach + 1) return err<CodedError>({ code: "G4008", params: { have: reach } });
    const kept = first <= replica.have ? await tx.lineOf(id, first, Math.min(end.seq, replica.have)) : [];
    const fork = findFork(replica, changes, kept);
    if (fork !== undefined) return err<CodedError>({ code: "G4009", params: { at: fork } });
    if (end.seq <= replica.have || waiting.some(({ last, lastHash }) => last === end.seq && lastHash === end.hash)) return ok({ fresh: 0 });
    const push = JSON.stringify(await withoutErased(tx, request, changes));
    const bytes = Buffer.byteLength(push);
    if (waiting.reduce((sum, row) => sum + row.bytes, bytes) > MAX_QUARANTINED_BYTES) return err<CodedError>({ code: "G8013", params: { limit: MAX_QUARANTINED_BYTES } });
    const isKept = await tx.quarantine.keep({
      replica: id, first, last: end.seq, lastHash: end.hash, person: author.user, branches: branchesOf(changes, author), push, changes: changes.length, bytes, why, carrier: carrier ?? null, receivedAt: at,
    });
    return ok({ fresh: isKept ? end.seq - Math.max(reach, first - 1) : 0 });
  });
}

/** [ER11] Bodies of files that were erased are kept nowhere; the signature is over heads and holds. */
async function withoutErased(tx: Pick<PushTransaction, "erasedFiles">, request: PushRequest, changes: readonly ReadChange[]): Promise<PushRequest> {
  const files = [...new Set(changes.flatMap(({ head }) => head?.file ?? []))];
  const gone = new Set((await tx.erasedFiles(files)).map(({ file }) => file));
  if (gone.size === 0) return request;
  return { ...request, changes: request.changes.map((sealed, i) => (gone.has(changes[i]?.head?.file ?? "") ? { ...sealed, body: BLANK_BODY, salt: BLANK_SALT } : sealed)) };
}

/** Every branch that the changes name; the author's where none can be read, so that somebody sees it. */
function branchesOf(changes: readonly ReadChange[], { branches }: PersonRow): readonly string[] {
  const named = new Set(changes.flatMap(({ head }) => head?.branch ?? []));
  return named.size > 0 ? [...named].toSorted() : branches.map(({ id }) => id);
}
