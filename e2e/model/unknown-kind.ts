import { id, type ChangeId, type FileId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { bodyHashOf, changeHashOf, headSchema } from "../../shared/sync/change.ts";
import { sealChange } from "../../shared/sync/seal.ts";
import { findUnmended, insertSealed } from "../../main/core/db/outbox.ts";
import { getLine, moveLine } from "../../main/core/db/replica.ts";
import { coded } from "../../main/core/files/coded.ts";
import type { Workstation } from "./workstation.ts";

/** As a newer version of the workstation would have sealed it, before this one was put back: a kind that nobody here knows. */
export function sealUnknownKind(desk: Workstation, file: FileId): boolean {
  const own = desk.life.desk;
  const sealed = coded(() => desk.db.transaction((db) => {
    const line = getLine(db).head;
    const mends = findUnmended(db, file);
    const made = sealChange(own.sealer, line, {
      kind: "withdrawn", body: {}, change: id<ChangeId>(own.newId()), file, branch: own.ownBranch(), base: 0, madeAt: instant(desk.now()), ...(mends === undefined ? {} : { mends }),
    });
    if (!made.ok) throw new Error(made.error.code);
    const body = '{"paid":true}';
    const head = { ...headSchema.parse(JSON.parse(made.value.sealed.head)), kind: "granted", kindVersion: 3, bodyHash: bodyHashOf(own.sealer.sha256, made.value.sealed.salt, body) };
    const text = JSON.stringify(head);
    const after = { seq: head.seq, hash: changeHashOf(own.sealer.sha256, text) };
    insertSealed(db, { sealed: { ...made.value.sealed, head: text, body }, head, line: after }, mends);
    moveLine(db, after);
    return after.seq;
  }));
  if (sealed.ok) own.told({ type: "sealed", seq: sealed.value });
  return sealed.ok;
}
