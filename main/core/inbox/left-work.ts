import { z } from "zod";
import type { GivenUp, LeftWork } from "../../../shared/bridge/inbox-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { ChangeId, FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CodedFailure, type ReadableDb } from "../db/connection.ts";
import { listDocumentsOf, updateDocument } from "../db/documents.ts";
import { findRow } from "../db/file-rows.ts";
import { findTruth } from "../db/file-truth.ts";
import { findLeftFile, forgetLeftFile } from "../db/left-files.ts";
import { listNotTaken, resolveGivenUp } from "../db/outbox.ts";
import { listGivenUp, setAside } from "../db/set-aside.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import { heldChange } from "./held-change.ts";

/** What this computer holds of a file that left her branches, and nobody else has. G9101 when the file is here, or holds nothing. */
export function readLeftWork(db: ReadableDb, file: FileId): Result<LeftWork, CodedError> {
  if (findRow(db, file) !== undefined || findTruth(db, file) !== undefined) return err({ code: "G9101" });
  const changes = listNotTaken(db, file).map(heldChange);
  return changes.length === 0 ? err({ code: "G9101" }) : ok({ file, ...findLeftFile(db, file), changes });
}

/**
 * [WS26] Gives up what she was shown of a file that left, exactly that (G9101 else), and keeps who did it, when, and what it held. It is sent never
 * again, and not in sight when the file comes back.
 */
export function giveUpLeftWork(desk: Desk, file: FileId, shown: readonly ChangeId[]): Result<undefined, CodedError> {
  const done = coded(() => desk.db.transaction((db) => {
    const left = readLeftWork(db, file);
    const wanted = new Set<string>(shown);
    if (!left.ok || left.value.changes.length !== wanted.size || left.value.changes.some(({ change }) => !wanted.has(change))) throw new CodedFailure({ code: "G9101" });
    const at = desk.now();
    const { name, siren, changes } = left.value;
    for (const held of changes) setAside(db, { subject: held.change, file, how: "given-up", by: desk.sealer.author, at, held: JSON.stringify({ name, siren, change: held }) });
    resolveGivenUp(db, file, at);
    forgetLeftFile(db, file);
    // A content that waits for nothing any more is erased by whoever looks after them.
    for (const { id } of listDocumentsOf(db, file)) updateDocument(db, id, { stopped: true });
    return undefined;
  }));
  if (done.ok) desk.told({ type: "files-changed", files: [file] });
  return done;
}

const MOST = 1_000;
const heldShape = z.object({
  name: z.string(), siren: z.string(),
  change: z.object({ change: z.string(), kind: z.string(), madeAt: z.number(), code: z.string(), document: z.string().optional(), fields: z.array(z.object({ field: z.string(), value: z.json() })) }),
});

/** What was given up here, one line a file and moment, the newest first. */
export function listGivenUpWork(desk: Pick<Desk, "db" | "me">): readonly GivenUp[] {
  const groups = Map.groupBy(listGivenUp(desk.db.read, MOST), ({ file, at }) => `${file} ${at}`);
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const held = rows.toReversed().map((row) => heldShape.parse(JSON.parse(row.held)));
    // The gate: written by giveUpLeftWork only.
    const changes = held.map(({ change }) => ({ ...change, document: change.document, madeAt: instant(change.madeAt) })) as unknown as GivenUp["changes"];
    return [{ file: first.file, name: held[0]?.name ?? "", siren: held[0]?.siren ?? "", by: personName(first.by, desk.me()), at: instant(first.at), changes }];
  });
}
