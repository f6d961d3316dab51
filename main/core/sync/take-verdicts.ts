import type { FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { Verdict } from "../../../shared/sync/protocol.ts";
import { recordVerdict } from "../db/outbox.ts";
import { markAnswered } from "../db/replica.ts";
import { eraseHere, sweepSearch, type Erased } from "../db/erased-files.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { dropSettledLeft } from "./leave-files.ts";

export type TakenVerdicts = { readonly files: readonly FileId[]; readonly refused: number };

/** The centre's answers to changes `first` and on, with what they mean for the files, in one transaction. A repeat changes nothing. */
export function takeVerdicts(desk: Desk, first: number, verdicts: readonly Verdict[]): Result<TakenVerdicts, CodedError> {
  return coded(() => desk.db.transaction((db) => {
    const files = new Set<FileId>();
    const erased = new Map<FileId, Erased>();
    const at = desk.now();
    let refused = 0;
    for (const [index, verdict] of verdicts.entries()) {
      const known = verdict.kind === "duplicate" ? verdict.first : verdict;
      const file = recordVerdict(db, first + index, known, at);
      if (file !== undefined) files.add(file);
      if (file !== undefined && known.kind === "refused" && known.code === "G9571") erased.set(file, { on: String(known.params["on"] ?? ""), rule: String(known.params["rule"] ?? "") });
      if (known.kind !== "accepted") refused += 1;
    }
    markAnswered(db, first + verdicts.length - 1);
    const rows = rowContext(desk);
    for (const [file, gone] of erased) eraseHere(db, file, gone, at); // [ER17] before the feed said so
    if (erased.size > 0) sweepSearch(db);
    for (const file of files) refreshRow(db, file, rows);
    dropSettledLeft(db, at);
    return { files: [...files], refused };
  }));
}
