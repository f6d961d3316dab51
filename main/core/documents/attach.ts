import { createHash } from "node:crypto";
import { whyNotFor } from "../../../shared/access/rights.ts";
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS_PER_FILE, toDocumentName, type Piece } from "../../../shared/documents/document.ts";
import { isTooLarge, pictureSize } from "../../../shared/documents/picture-size.ts";
import { sniffDocument } from "../../../shared/documents/sniff-document.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import { findDocument, insertDocument } from "../db/documents.ts";
import { CodedFailure } from "../db/connection.ts";
import { resolveRefusedDocument } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";
import { appendChange } from "../files/append-change.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { findKnown } from "../files/file-known.ts";
import { refreshRow } from "../files/file-row.ts";
import { readProjection, rowContext } from "../files/file-view.ts";
import { documentIn } from "../files/project-file.ts";
import { branchOf, ensureCreated } from "../files/seal-file.ts";
import { codedAsync } from "./coded-async.ts";
import type { Contents } from "./content-file.ts";

/**
 * A document joins a file: its content on disk first, then the change and the key in one transaction. Errors: G7001, G7002, G7009 what the bytes are,
 * G7004 a full file, G2008, G2016 a withdrawn one, G1005 a full disk; nothing is left of any of them.
 */
export async function attach(desk: Desk, contents: Contents, file: FileId, { name, piece, bytes }: { readonly name: string; readonly piece: Piece; readonly bytes: Uint8Array }): Promise<Result<string, CodedError>> {
  if (bytes.length > MAX_DOCUMENT_BYTES) return err({ code: "G7001", params: { limit: MAX_DOCUMENT_BYTES } });
  const type = sniffDocument(bytes);
  if (!type.ok) return err({ code: "G7002", params: { reason: type.error.type } });
  const size = pictureSize(bytes, type.value);
  if (size !== undefined && isTooLarge(size)) return err({ code: "G7009", params: size });
  const document = createHash("sha256").update(bytes).digest("hex");
  const allowed = mayAttach(desk, file, document);
  if (!allowed.ok) return allowed;
  if (findDocument(desk.db.read, file, document)?.whole === true && allowed.value === "listed") return ok(document);
  const content = contents.newContent(document, bytes.length);
  const written = await codedAsync(() => contents.write(content, bytes));
  if (!written.ok) return written;
  const facts = { document, name: toDocumentName(name, type.value), type: type.value, size: bytes.length, piece };
  const done = coded(() => desk.db.transaction((db) => {
    if (findDocument(db, file, document) !== undefined) return "known";
    insertDocument(db, { ...content, file, here: bytes.length, whole: true, direction: "up" });
    if (allowed.value === "listed") return "kept";
    ensureCreated(db, desk, file);
    const known = findKnown(db, file);
    if (known === undefined) throw new CodedFailure({ code: "G2008" });
    appendChange(db, desk, { kind: "attached", body: facts, file, branch: branchOf(desk, known), base: known.truth?.stored.version ?? 0 });
    resolveRefusedDocument(db, file, document, desk.now());
    refreshRow(db, file, rowContext(desk));
    return "sealed";
  }));
  if (!done.ok || done.value === "known") await contents.remove(content.storeName).catch(() => undefined);
  if (!done.ok) return done;
  if (done.value === "sealed") tell(desk, file);
  return ok(document);
}

function mayAttach(desk: Desk, file: FileId, document: string): Result<"new" | "listed", CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection: { state } } = read.value;
  const notHers = whyNotFor(desk.me().role, "files.enter");
  if (notHers !== undefined) return err(notHers);
  if (known.truth?.stored.left === true) return err({ code: "G2008" });
  if (known.isBeyond) return err({ code: "G2012" });
  if (state.status === "withdrawn") return err({ code: "G2016", params: { status: state.status } });
  const listed = state.documents ?? [];
  if (listed.some((one) => one.document === document)) return ok("listed");
  return listed.length >= MAX_DOCUMENTS_PER_FILE ? err({ code: "G7004", params: { limit: MAX_DOCUMENTS_PER_FILE } }) : ok("new");
}

/** Out of the file, if it still may: G7005 once it is registered. The content goes when the centre has agreed. */
export function detach(desk: Desk, file: FileId, document: string): Result<undefined, CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection: { state, refusedDocuments } } = read.value;
  if (known.isBeyond) return err({ code: "G2012" });
  const isListed = state.documents?.some((one) => one.document === document) === true;
  if (isListed && state.status !== "draft") return err({ code: state.status === "withdrawn" ? "G2016" : "G7005", params: { status: state.status } });
  if (!isListed && !refusedDocuments.some(({ change }) => documentIn(change) === document)) return err({ code: "G7006" });
  const done = coded(() => desk.db.transaction((db) => {
    resolveRefusedDocument(db, file, document, desk.now());
    if (!isListed) return false;
    ensureCreated(db, desk, file);
    appendChange(db, desk, { kind: "detached", body: { document }, file, branch: branchOf(desk, known), base: known.truth?.stored.version ?? 0 });
    refreshRow(db, file, rowContext(desk));
    return true;
  }));
  if (!done.ok) return done;
  if (done.value) tell(desk, file);
  return ok(undefined);
}

/** What the centre refused or skipped is attached again, as it was. */
export function attachAgain(desk: Desk, file: FileId, document: string): Result<boolean, CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection: { refusedDocuments, returnedDocuments } } = read.value;
  const refused = refusedDocuments.find(({ change }) => documentIn(change) === document)?.change;
  const isReturned = returnedDocuments.some((change) => documentIn(change) === document);
  if (refused === undefined && !isReturned) return ok(false);
  const allowed = mayAttach(desk, file, document);
  if (!allowed.ok) return allowed;
  const done = coded(() => desk.db.transaction((db) => {
    ensureCreated(db, desk, file);
    resolveRefusedDocument(db, file, document, desk.now());
    const body = refused === undefined ? undefined : readBody("attached", refused.body);
    if (body?.ok === true) appendChange(db, desk, { ...body.value, file, branch: branchOf(desk, known), base: known.truth?.stored.version ?? 0 });
    refreshRow(db, file, rowContext(desk));
    return undefined;
  }));
  if (!done.ok) return done;
  tell(desk, file);
  return ok(true);
}

function tell(desk: Desk, file: FileId): void {
  desk.told({ type: "files-changed", files: [file] });
  desk.told({ type: "sealed", seq: getLine(desk.db.read).head.seq });
}
