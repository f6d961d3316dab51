import type { FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import { endReoffer } from "../db/epoch.ts";
import { replaceVerdict } from "../db/outbox.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";

/** What a restored centre says of changes offered again, from `first` on: nearly always what it said before. In one transaction. */
export function takeReofferVerdicts(desk: Desk, first: number, verdicts: readonly FirstVerdict[], isAll: boolean): Result<readonly FileId[], CodedError> {
  return coded(() => desk.db.transaction((db) => {
    const files = new Set<FileId>();
    for (const [index, verdict] of verdicts.entries()) {
      const file = replaceVerdict(db, first + index, verdict, desk.now());
      if (file !== undefined) files.add(file);
    }
    if (isAll) endReoffer(db);
    const rows = rowContext(desk);
    for (const file of files) refreshRow(db, file, rows);
    return [...files];
  }));
}
