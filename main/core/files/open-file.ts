import { mayDo } from "../../../shared/access/rights.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { isFirstSight, noteSeen } from "../db/seen-files.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";
import { viewFile } from "./file-view.ts";

/** One file for a person to look at. Where her role's readings are told to the centre, it is noted before it is shown: what cannot be noted (G1005) is not shown. */
export function openFile(desk: Desk, file: FileId): Result<FileView, CodedError> {
  const view = viewFile(desk, file);
  if (!view.ok || !mayDo(desk.me().role, "reads.tell") || !isFirstSight(desk.db.read, file, desk.now())) return view;
  const noted = coded(() => desk.db.transaction((db) => noteSeen(db, file, desk.now())));
  return noted.ok ? view : noted;
}
