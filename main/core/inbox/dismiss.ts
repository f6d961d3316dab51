import type { CallInput } from "../../../shared/bridge/contract.ts";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { markDistinct } from "../db/distinct-pairs.ts";
import { markErasedTold } from "../db/erased-files.ts";
import { findRow } from "../db/file-rows.ts";
import { listNotTaken, resolveRefusals } from "../db/outbox.ts";
import { setAside } from "../db/set-aside.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";

/** [WS27] The person has looked, and it leaves her inbox: for these two files, these proposals or this file only. Who and when is kept. */
export function dismissEntry(desk: Desk, asked: CallInput<"inbox.dismiss">): Result<undefined, CodedError> {
  const [by, at] = [desk.sealer.author, desk.now()];
  const done = coded(() => desk.db.transaction((db) => {
    switch (asked.kind) {
      case "duplicate": return markDistinct(db, asked.file, asked.other, by, at);
      case "amendment": return listNotTaken(db, asked.file).forEach(({ change }) => setAside(db, { subject: change, file: asked.file, how: "seen", by, at }));
      case "lost-file": return setAside(db, { subject: asked.file, file: asked.file, how: "seen", by, at });
      case "centre-act": {
        const acted = findRow(db, asked.file)?.acted;
        return acted === undefined ? undefined : setAside(db, { subject: acted.act, file: asked.file, how: "seen", by, at });
      }
      case "refused-step": {
        resolveRefusals(db, asked.file, at);
        return refreshRow(db, asked.file, rowContext(desk));
      }
      case "erased": return markErasedTold(db);
      default: return assertNever(asked, "dismiss");
    }
  }));
  if (!done.ok) return done;
  desk.told({ type: "files-changed", files: "other" in asked ? [asked.file, asked.other] : "file" in asked ? [asked.file] : [] });
  return { ok: true, value: undefined };
}
