import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CallAnswers, CallInput } from "../../../shared/bridge/contract.ts";
import { CHUNK_BYTES } from "../../../shared/documents/parts.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { dropDocument, findDocument, insertDocument, listAllDocuments, listDocumentsOf, updateDocument, type StoredDocument } from "../db/documents.ts";
import { findTruth, listFilesWithDocuments } from "../db/file-truth.ts";
import { findCentreAddress } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import { documentIn } from "../files/project-file.ts";
import type { NewsDesk } from "../news.ts";
import { createTransport } from "../sync/transport.ts";
import { attach, attachAgain, detach } from "./attach.ts";
import { createByteTransport } from "./byte-transport.ts";
import { codedAsync } from "./coded-async.ts";
import { CONTENTS_FOLDER, openContents } from "./content-file.ts";
import { createIncoming } from "./incoming.ts";
import { listDocuments } from "./list-documents.ts";
import { createLookLater } from "./look-later.ts";
import { createTransfers } from "./transfers.ts";

type Call<C extends keyof CallAnswers> = (input: CallInput<C>) => Promise<CallAnswers[C]>;
/** Documents of an open profile: what windows ask, and their contents' comings and goings. */
export type Documents = {
  readonly add: Call<"documents.add">;
  readonly list: Call<"documents.list">;
  readonly read: Call<"documents.read">;
  readonly remove: Call<"documents.remove">;
  readonly transfer: Call<"documents.transfer">;
  readonly cancel: Call<"documents.cancel">;
  /** Reads every whole content again; names what is not what its hash says. */
  readonly verify: () => Promise<readonly string[]>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};
export type DocumentsParts = { readonly deps: CoreDeps; readonly desk: Desk; readonly news: NewsDesk; readonly profileDir: string; readonly token: () => string | undefined; readonly askForToken: () => void };

/** Of one answer to a window; a multiple of the chunks that the disk holds. */
const READ_BYTES = 6 * CHUNK_BYTES;
/** Windows hear of a transfer so often at most. */
const TELL_MS = 200;

export function openDocuments({ deps, desk, news, profileDir, token, askForToken }: DocumentsParts): Documents {
  const { db } = desk;
  const closing = new AbortController();
  const contents = openContents(profileDir, deps.randomBytes);
  const incoming = createIncoming(deps.now);
  const transport = createTransport(deps);
  const toTell = new Set<FileId>();
  let telling: NodeJS.Timeout | undefined;
  const changed = (file: FileId): void => {
    toTell.add(file);
    telling ??= setTimeout(() => {
      telling = undefined;
      const files = [...toTell];
      toTell.clear();
      news.tell("documents.changed", files);
    }, TELL_MS);
  };
  const transfers = createTransfers({
    desk, contents, transport, bytes: createByteTransport(deps, closing.signal), token, askForToken, changed, log: deps.log, random: Math.random,
    address: () => findCentreAddress(db.read),
  });

  /** [WS22] What is no longer anybody's here is erased, and the contents of her own files are sent for. */
  function lookAt(files: readonly FileId[]): void {
    for (const file of files) {
      const wanted = wantedOf(desk, file);
      for (const row of listDocumentsOf(db.read, file)) if (!wanted.kept.has(row.document) && !(wanted.isUntold && row.direction === "up" && !row.stopped)) erase(row);
      const missing = wanted.own.filter(({ document }) => findDocument(db.read, file, document) === undefined);
      if (missing.length > 0) coded(() => db.transaction((write) => missing.forEach(({ document, size }) => fetchLater(write, file, document, size))));
      if (missing.length > 0) changed(file);
    }
    transfers.wake();
  }
  const fetchLater = (write: Parameters<typeof insertDocument>[0], file: FileId, document: string, size: number): void =>
    insertDocument(write, { ...contents.newContent(document, size), file, here: 0, whole: false, direction: "down" });
  function erase(row: StoredDocument): void {
    transfers.cancel(row.id);
    if (coded(() => db.transaction((write) => dropDocument(write, row.id))).ok) void contents.remove(row.storeName).catch(() => undefined);
  }

  /** Left by a kill between the file and its row, or between the row and its file. */
  function sweep(): void {
    const rows = listAllDocuments(db.read);
    const known = new Set(rows.map(({ storeName }) => `${storeName}.enc`));
    for (const name of readdirSync(join(profileDir, CONTENTS_FOLDER))) if (!known.has(name)) void contents.remove(name.replace(/\.enc$/, "")).catch(() => undefined);
    lookAt([...new Set(rows.map(({ file }) => file))]);
  }

  const later = createLookLater(lookAt, () => listFilesWithDocuments(db.read));
  const stops = [
    news.on("files.changed", (files) => (files.length === 0 ? later.everywhere() : later.at(files))),
    news.on("sync.status", ({ kind }) => {
      if (kind === "idle") transfers.wake();
    }),
  ];
  let wasOffline = false;
  stops.push(news.on("sync.status", ({ kind }) => {
    if (wasOffline && kind !== "offline") transfers.retryNow();
    wasOffline = kind === "offline";
  }));

  return {
    add: async ({ file, upload, name, piece, size, offset, bytes }) => {
      const taken = incoming.take(upload, { size, offset, bytes: Buffer.from(bytes, "base64") });
      if (!taken.ok) return taken;
      if (taken.value.whole === undefined) return ok({ kind: "more", have: taken.value.have });
      const attached = await attach(desk, contents, file, { name, piece, bytes: taken.value.whole });
      if (!attached.ok) return attached;
      changed(file);
      return ok({ kind: "added", document: attached.value });
    },
    list: async ({ file }) => listDocuments(desk, file, transfers.movingOf),
    read: async ({ file, document, offset }) => {
      const row = findDocument(db.read, file, document);
      if (row === undefined || !row.whole) return err({ code: "G7006" });
      if (offset % CHUNK_BYTES !== 0 || offset >= row.size) return err({ code: "G4001", params: { path: "offset" } });
      const read = await codedAsync(() => contents.read(row, offset, READ_BYTES));
      if (!read.ok) return read;
      const next = offset + read.value.length;
      return ok({ bytes: read.value.toString("base64"), next: next < row.size ? next : undefined });
    },
    remove: async ({ file, document }) => {
      const removed = detach(desk, file, document);
      if (removed.ok) lookAt([file]);
      changed(file);
      return removed;
    },
    transfer: async ({ file, document }) => {
      const again = attachAgain(desk, file, document);
      if (!again.ok) return again;
      const row = findDocument(db.read, file, document);
      if (row === undefined) {
        const listed = wantedOf(desk, file).listed.find((one) => one.document === document);
        if (listed === undefined) return again.value ? ok(undefined) : err({ code: "G7006" });
        const put = coded(() => db.transaction((write) => fetchLater(write, file, document, listed.size)));
        if (!put.ok) return put;
      } else {
        const put = coded(() => db.transaction((write) => updateDocument(write, row.id, { stopped: false, error: null, ...(row.direction === undefined && !row.whole ? { direction: "down" } : {}) })));
        if (!put.ok) return put;
        transfers.cancel(row.id);
      }
      transfers.wake();
      changed(file);
      return ok(undefined);
    },
    cancel: async ({ file, document }) => {
      const row = findDocument(db.read, file, document);
      if (row?.direction === undefined) return err({ code: "G7006" });
      const put = coded(() => db.transaction((write) => updateDocument(write, row.id, { stopped: true, error: null })));
      transfers.cancel(row.id);
      changed(file);
      return put.ok ? ok(undefined) : put;
    },
    verify: async () => {
      const faults: string[] = [];
      for (const row of listAllDocuments(db.read).filter(({ whole }) => whole)) {
        const hash = await codedAsync(() => contents.hash(row));
        if (!hash.ok || hash.value !== row.document) faults.push(`document ${row.id}: ${hash.ok ? "another content" : hash.error.code}`);
      }
      return faults;
    },
    start: sweep,
    stop: async () => {
      stops.forEach((stop) => stop());
      later.stop();
      closing.abort();
      transport.close();
      incoming.close();
      await transfers.stop();
      clearTimeout(telling);
    },
  };
}

type Listed = readonly { readonly document: string; readonly size: number }[];
/** `isUntold`: the centre has not said yet what the file is (after a recovery): what only this computer has is not judged before. */
type Wanted = { readonly kept: ReadonlySet<string>; readonly isUntold: boolean; readonly listed: Listed; readonly own: Listed };

/** Of one file: every document that may not be erased here, those it lists, and those to send for because it is this person's own. */
function wantedOf(desk: Desk, file: FileId): Wanted {
  const read = readProjection(desk.db.read, desk, file);
  // Written by a newer Guichet: not ours to judge. Otherwise it is gone from here, or not told yet.
  if (!read.ok) return { kept: read.error.code === "G2012" ? new Set(listDocumentsOf(desk.db.read, file).map(({ document }) => document)) : new Set(), isUntold: true, listed: [], own: [] };
  const { projection: { state, pendingDocuments, returnedDocuments, refusedDocuments }, known } = read.value;
  const listed = state.documents ?? [];
  const given = [...returnedDocuments, ...refusedDocuments.map(({ change }) => change)].flatMap((change) => documentIn(change) ?? []);
  const truth = findTruth(desk.db.read, file);
  const atCentre = truth === undefined ? undefined : parseFileState(truth.state);
  const there = atCentre?.ok === true ? (atCentre.value.documents ?? []) : [];
  const isOwn = state.createdBy === desk.sealer.author && known.truth?.stored.left !== true;
  return { kept: new Set([...listed.map(({ document }) => document), ...there.map(({ document }) => document), ...pendingDocuments, ...given]), isUntold: truth === undefined, listed, own: isOwn ? listed.filter(({ document }) => there.some((one) => one.document === document)) : [] };
}
