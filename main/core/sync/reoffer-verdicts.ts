import type { FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { eraseHere, sweepSearch } from "../db/erased-files.ts";
import { endReoffer } from "../db/epoch.ts";
import { replaceVerdict } from "../db/outbox.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";

/** What a restored centre says of changes offered again, from `first` on: nearly always what it said before. In one transaction. */
export function takeReofferVerdicts(desk: Desk, first: number, verdicts: readonly FirstVerdict[], isAll: boolean): Result<readonly FileId[], CodedError> {
  return coded(() => desk.db.transaction((db) => {
    const files = replaceAll(db, desk, verdicts.map((verdict, index) => ({ seq: first + index, verdict })));
    if (isAll) endReoffer(db);
    return files;
  }));
}

type Late = { readonly seq: number; readonly verdict: FirstVerdict };
/** [SY58] What was refused after it had been told to be accepted: from here on it is as any other refusal. Told again, nothing changes. */
export const takeLateVerdicts = (desk: Desk, verdicts: readonly Late[]): Result<readonly FileId[], CodedError> =>
  coded(() => desk.db.transaction((db) => replaceAll(db, desk, verdicts)));

function replaceAll(db: WritableDb, desk: Desk, verdicts: readonly Late[]): readonly FileId[] {
  const files = new Set<FileId>();
  for (const { seq, verdict } of verdicts) {
    const file = replaceVerdict(db, seq, verdict, desk.now());
    if (file !== undefined) files.add(file);
    if (file !== undefined && verdict.kind === "refused" && verdict.code === "G9571") { // [ER17] its tombstone outlived this copy
      eraseHere(db, file, { on: String(verdict.params["on"] ?? ""), rule: String(verdict.params["rule"] ?? "") }, desk.now());
      sweepSearch(db);
    }
  }
  const rows = rowContext(desk);
  for (const file of files) refreshRow(db, file, rows);
  return [...files];
}
