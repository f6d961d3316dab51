import { readToEnd } from "../../shared/bridge/read-to-end.ts";
import type { DocumentView } from "../../shared/bridge/document-views.ts";
import { ADDED_BYTES } from "../../shared/documents/document.ts";
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS_PER_FILE, toDocumentName, type Piece } from "../../shared/documents/document.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { base64Of } from "./base64-of.ts";
import type { Desk } from "./desk.ts";
import { patchDesk } from "./desk-patch.ts";
import { pictureOf } from "./picture-of.ts";
import type { AddingDocument } from "./state.ts";

/** Asks the core where the open file's documents are. */
export async function refreshDocuments(desk: Desk): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  const documents = await desk.ask("documents.list", { file });
  if (documents !== undefined && desk.get().desk.file === file) patchDesk(desk, { documents });
}

/**
 * Hands each over to the core in pieces, one after the other. What the core does not take stays in sight with its reason. Of thousands, those
 * that the file has places for are tried; the first of the others says for all that it is full.
 */
export async function addDocuments(desk: Desk, given: readonly File[], piece: Piece): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  const { documents = [], adding } = desk.get().desk;
  const places = Math.max(0, MAX_DOCUMENTS_PER_FILE - documents.length - adding.filter(({ error }) => error === undefined).length);
  const itemOf = (content: File, error?: CodedError): AddingDocument => ({ id: crypto.randomUUID(), name: toDocumentName(content.name), size: content.size, done: 0, error });
  const waiting = given.slice(0, places).map((content) => ({ content, item: itemOf(content) }));
  const beyond = given.slice(places, places + 1).map((content) => itemOf(content, { code: "G7004", params: { limit: MAX_DOCUMENTS_PER_FILE } }));
  patchDesk(desk, { adding: [...adding, ...waiting.map(({ item }) => item), ...beyond], added: undefined });
  for (const { content, item } of waiting) {
    const error = await handOver(desk, file, content, item.id, piece);
    if (desk.get().desk.file !== file) continue;
    if (error !== undefined) changeAdding(desk, item.id, { error });
    else patchDesk(desk, { adding: desk.get().desk.adding.filter(({ id }) => id !== item.id), added: item.name });
    await refreshDocuments(desk);
  }
}

export function dismissAdding(desk: Desk, id: string): void {
  patchDesk(desk, { adding: desk.get().desk.adding.filter((one) => one.id !== id) });
}

function changeAdding(desk: Desk, id: string, change: Partial<AddingDocument>): void {
  patchDesk(desk, { adding: desk.get().desk.adding.map((one) => (one.id === id ? { ...one, ...change } : one)) });
}

async function handOver(desk: Desk, file: FileId, content: File, upload: string, piece: Piece): Promise<CodedError | undefined> {
  const { name, size } = content;
  if (size > MAX_DOCUMENT_BYTES) return { code: "G7001", params: { limit: MAX_DOCUMENT_BYTES } };
  if (size === 0) return { code: "G7002", params: { reason: "unknown" } };
  for (let offset = 0; offset < size; offset += ADDED_BYTES) {
    const bytes = await base64Of(content.slice(offset, offset + ADDED_BYTES)).catch(() => undefined);
    if (bytes === undefined) return { code: "G7003" }; // the medium it lies on was taken out, or it changed meanwhile
    const added = await desk.attempt("documents.add", { file, upload, name: name.slice(-1_000), piece, size, offset, bytes });
    if (!added.ok) return added.error;
    changeAdding(desk, upload, { done: Math.min(size, offset + ADDED_BYTES) });
  }
  return undefined;
}

/** Removing, sending, fetching, stopping: what does not work is told outside the list. */
export async function orderDocument(desk: Desk, order: "documents.remove" | "documents.transfer" | "documents.cancel", { document }: Pick<DocumentView, "document">): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  const done = await desk.attempt(order, { file, document });
  if (!done.ok) desk.set({ failure: done.error });
  await refreshDocuments(desk);
}

/** The whole content, base64, from this computer; undefined when it is told why not. */
export async function readDocument(desk: Desk, { document }: Pick<DocumentView, "document">): Promise<string | undefined> {
  const { file } = desk.get().desk;
  if (file === undefined) return undefined;
  const read = await readToEnd((offset) => desk.attempt("documents.read", { file, document, offset }));
  if (!read.ok) desk.set({ failure: read.error });
  return read.ok ? read.value.join("") : undefined;
}

/** The address of a picture that may be shown; undefined when it is told why not. */
export async function openPicture(desk: Desk, document: Pick<DocumentView, "document" | "type">): Promise<string | undefined> {
  const bytes = await readDocument(desk, document);
  if (bytes === undefined) return undefined;
  const picture = pictureOf(bytes, document.type);
  if (!picture.ok) desk.set({ failure: picture.error });
  return picture.ok ? picture.value : undefined;
}
