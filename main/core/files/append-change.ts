import { whyNotFor } from "../../../shared/access/rights.ts";
import type { BranchId, ChangeId, FileId } from "../../../shared/kernel/ids.ts";
import { id } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { Body, ChangeKind } from "../../../shared/sync/change.ts";
import { sealChange } from "../../../shared/sync/seal.ts";
import { CodedFailure, type WritableDb } from "../db/connection.ts";
import { findUnmended, insertSealed } from "../db/outbox.ts";
import { getLine, moveLine } from "../db/replica.ts";
import type { Desk } from "./desk.ts";

export type Meant<K extends ChangeKind> = { readonly kind: K; readonly body: Body<K>; readonly file: FileId; readonly branch: BranchId; readonly base: number };

/**
 * Puts one change at the end of the line, inside the caller's transaction, and tells the witness. The first of its file after a refusal
 * says which it mends ([SY20]). Throws {@link CodedFailure} with G3002, G2011 or G2013: the transaction is then given up.
 */
export function appendChange<K extends ChangeKind>(db: WritableDb, desk: Desk, { kind, body, file, branch, base }: Meant<K>): number {
  const notHers = kind === "recorded" ? undefined : whyNotFor(desk.me().role, "files.enter"); // a step is judged by who records it
  if (notHers !== undefined) throw new CodedFailure(notHers);
  const mends = findUnmended(db, file);
  const intention = { kind, body, change: id<ChangeId>(desk.newId()), file, branch, base, madeAt: instant(desk.now()), ...(mends === undefined ? {} : { mends }) };
  const sealed = sealChange(desk.sealer, getLine(db).head, intention);
  if (!sealed.ok) throw new CodedFailure(sealed.error);
  insertSealed(db, sealed.value, mends);
  moveLine(db, sealed.value.line);
  return sealed.value.line.seq;
}
