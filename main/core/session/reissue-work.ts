import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, uuidV7, type FileId, type ReplicaId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { EMPTY_LINE } from "../../../shared/sync/seal.ts";
import type { WritableDb } from "../db/connection.ts";
import { endReoffer } from "../db/epoch.ts";
import { keepFormerLine } from "../db/former-line.ts";
import { beginReplicaAnew, type Replica } from "../db/replica.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import type { Unlocked } from "./open-profile.ts";
import { sealIntentions } from "./recover-profile.ts";
import { rescueWork } from "./rescue-work.ts";

/** Codes after which a line can go on only under another replica ([WS17]). */
export const NEEDS_NEW_REPLICA: ReadonlySet<string> = new Set(["G4009", "G4014"]);

/**
 * [WS17] This database becomes another replica, in one transaction: what the centre has not answered, and what a refusal left to mend, is
 * sealed again with the same change ids, so that whatever a copy of this computer has sent already counts once. The former line is kept beside.
 */
export function reissueWork({ now, randomBytes }: Pick<CoreDeps, "now" | "randomBytes">, unlocked: Unlocked, desk: Desk): Result<Unlocked, CodedError> {
  const { db, replica: former } = unlocked;
  return coded(() => {
    const rescued = rescueWork({ read: db.read, found: db.lastCommit(), witnessed: undefined });
    if (rescued === undefined || rescued.lost > 0) throw new Error("a sound line that cannot be read back");
    const replica: Replica = { replica: id<ReplicaId>(uuidV7(now(), randomBytes(16))), bank: former.bank, owner: former.owner, key: generateReplicaKey() };
    return db.transaction((write): Unlocked => {
      const files = keepFormerLine(write, former.replica);
      beginReplicaAnew(write, replica, EMPTY_LINE.hash);
      endReoffer(write);
      sealIntentions(write, { ...sealerOf(desk), replica: replica.replica }, rescued.intentions);
      refresh(write, desk, files);
      return { ...unlocked, replica };
    });
  });
}

/** The getters of the desk's sealer, read once. */
const sealerOf = ({ sealer: { bank, author, rules, reference, sha256, newSalt, replica } }: Desk): Desk["sealer"] => ({ bank, author, rules, reference, sha256, newSalt, replica });

function refresh(db: WritableDb, desk: Desk, files: readonly FileId[]): void {
  const rows = rowContext(desk);
  for (const file of files) refreshRow(db, file, rows);
}
