import type { CentreKey } from "../../../shared/audit/anchor.ts";
import { isSignedPurge, readPurge } from "../../../shared/audit/purge.ts";
import type { FoundAnchor } from "../../../shared/audit/judge-anchors.ts";
import { id, type BankId } from "../../../shared/kernel/ids.ts";
import { OutOfScope, type Store } from "../../store/store.ts";
import { nodePowers } from "../node-powers.ts";

export type Reapplying = {
  readonly store: Pick<Store, "eraseFile" | "findErased" | "linkAudit" | "listBanks" | "notePurge">; readonly found: AsyncIterable<FoundAnchor>;
  readonly centre: { readonly id: string; readonly keys: readonly CentreKey[] }; readonly epoch: number; readonly now: () => number;
};
/** `refused`: by name, what lies there and is no statement of this centre, or says less than the store holds. */
export type Reapplied = { readonly applied: number; readonly known: number; readonly refused: readonly string[] };

const AT_ONCE = 500;

/**
 * [ER15] After a restore: what was erased since the backup is erased again, by the statements that were made of it, before anything is served. A statement that is not this centre's, or that does not say all that the store
 * holds of its file, is named and not applied. Repeating it is harmless.
 */
export async function reapplyPurges({ store, found, centre, epoch, now }: Reapplying): Promise<Reapplied> {
  const banks = new Map((await store.listBanks()).map((scope) => [scope.bank as string, scope]));
  let [applied, known] = [0, 0];
  const refused: string[] = [];
  while ((await store.linkAudit(AT_ONCE, now())) > 0);
  for await (const { name, file } of found) {
    const read = readPurge(file);
    const bank = read === undefined ? undefined : banks.get(read.purge.bank);
    if (read === undefined || bank === undefined || read.purge.centre !== centre.id || !isSignedPurge(read, centre.keys, nodePowers)) {
      refused.push(name);
      continue;
    }
    if ((await store.findErased(id<BankId>(read.purge.bank), [read.purge.file])).length > 0) {
      known += 1;
      continue;
    }
    const done = await store.eraseFile(bank, read.purge.file, epoch, async (_row, { heads }) => {
      const stated = new Set(read.purge.heads);
      return heads.every(({ replica, seq, hash }) => stated.has(`${replica} ${seq} ${hash}`)) ? { purge: read, answer: true } : { answer: false };
    }).catch((error: unknown) => { // in that backup it is held, or its work waits: a person decides
      if (error instanceof OutOfScope) return false;
      throw error;
    });
    if (!done) {
      refused.push(name);
      continue;
    }
    await store.notePurge(read.purge, { keptAt: now() });
    applied += 1;
  }
  return { applied, known, refused };
}
