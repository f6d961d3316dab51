import { mayDo } from "../../../shared/access/rights.ts";
import type { DocumentPlace, DocumentView } from "../../../shared/bridge/document-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import { listDocumentsOf, type StoredDocument } from "../db/documents.ts";
import type { Desk } from "../files/desk.ts";
import type { OwnChange } from "../files/file-known.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import { readProjection } from "../files/file-view.ts";

/** Of a transfer at work now: bytes done, or why the last try failed. */
export type Moving = { readonly done: number | undefined; readonly error: CodedError | undefined };

/** The documents of a file as its person sees them, those that a refusal gave back last. Empty for a file that cannot be read here. */
export function listDocuments(desk: Desk, file: FileId, movingOf: (row: StoredDocument) => Moving): readonly DocumentView[] {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return [];
  const { known, projection } = read.value;
  const rows = new Map(listDocumentsOf(desk.db.read, file).map((row) => [row.document, row]));
  const me = desk.me();
  const listed = projection.state.documents ?? [];
  const mayRemove = mayDo(me.role, "files.enter") && projection.state.status === "draft" && known.truth?.stored.left !== true && !known.isBeyond;
  const given = [
    ...projection.returnedDocuments.map((change) => ({ change, error: undefined })),
    ...projection.refusedDocuments,
  ].flatMap(({ change, error }) => viewOfChange(change, error)).filter(({ document }) => !listed.some((one) => one.document === document));
  return [
    ...listed.map((one): DocumentView => {
      const row = rows.get(one.document);
      return { ...one, attachedBy: personName(one.attachedBy, me), place: placeOf(row, row === undefined ? undefined : movingOf(row)), readable: row?.whole === true, removable: mayRemove };
    }),
    ...given.map((one): DocumentView => ({ ...one, attachedBy: me.name, readable: rows.get(one.document)?.whole === true, removable: one.place.kind === "refused" && one.place.error !== undefined })),
  ];
}

function viewOfChange({ head, body, answeredAt }: OwnChange, error: CodedError | undefined): readonly Omit<DocumentView, "attachedBy" | "readable" | "removable">[] {
  const read = readBody(head.kind, body);
  return read.ok && read.value.kind === "attached" ? [{ ...read.value.body, attachedAt: instant(answeredAt ?? head.madeAt), place: { kind: "refused", error } }] : [];
}

function placeOf(row: StoredDocument | undefined, moving: Moving | undefined): DocumentPlace {
  if (row === undefined) return { kind: "to-fetch", error: undefined };
  const error = moving?.error ?? row.error;
  if (row.direction === "up") return moving?.done === undefined ? { kind: "here-only", stopped: row.stopped, error } : { kind: "sending", done: moving.done, total: row.size };
  if (row.direction === "down" || !row.whole) return moving?.done === undefined ? { kind: "to-fetch", error } : { kind: "fetching", done: moving.done, total: row.size };
  return { kind: "centre" };
}
