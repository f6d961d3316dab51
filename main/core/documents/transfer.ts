import { createHash } from "node:crypto";
import { CHUNK_BYTES, FIRST_PART_BYTES, MIN_PART_BYTES, nextPartBytes, rangesOf } from "../../../shared/documents/parts.ts";
import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { CentreId, EpochId } from "../../../shared/kernel/ids.ts";
import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import { updateDocument, type DocumentChange, type StoredDocument } from "../db/documents.ts";
import type { Desk } from "../files/desk.ts";
import type { Transport } from "../sync/transport.ts";
import { unreachable } from "../sync/classify-failure.ts";
import type { ByteTransport, Sent } from "./byte-transport.ts";
import type { Contents } from "./content-file.ts";

/** How a try ended. `hopeless`: trying again would end the same. */
export type Ended = { readonly kind: "done" } | { readonly kind: "failed"; readonly failure: Failure } | { readonly kind: "hopeless"; readonly error: CodedError };

export type TransferParts = {
  readonly desk: Desk;
  readonly contents: Contents;
  readonly transport: Transport;
  readonly bytes: ByteTransport;
  readonly token: () => string | undefined;
  /** Asked each time: the epoch changes while contents wait, when the centre is restored. */
  readonly address: () => { readonly centre: CentreId; readonly epoch: EpochId };
  /** False once it was stopped: between two parts nothing more is begun. */
  readonly isWanted: (row: StoredDocument) => boolean;
  readonly progress: (row: StoredDocument, done: number) => void;
};

/** What only a person, or another content, can change. Another epoch (G4011) is the line's to learn of; contents wait for it. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set(["G2008", "G7001", "G7002", "G3003", "G4010"]);
const UNAUTHORISED: Ended = { kind: "failed", failure: { kind: "unauthorised" } };

/** One content, one way, once: what is there already is passed over ([DO5], [WS21]). */
export function createTransfer(parts: TransferParts): { readonly up: (row: StoredDocument) => Promise<Ended>; readonly down: (row: StoredDocument) => Promise<Ended> } {
  const { desk, contents, transport, bytes: wire, address, progress } = parts;
  /** What a quick or slow line taught; each content begins with it and then keeps its own. */
  let learnt = FIRST_PART_BYTES;
  const save = (row: StoredDocument, change: DocumentChange): void => desk.db.transaction((db) => updateDocument(db, row.id, change));
  const asked = ({ file, document }: StoredDocument) => ({ protocol: PROTOCOL_VERSION, ...address(), replica: desk.sealer.replica, file, document });
  const learn = (partBytes: number, startedAt: number): void => void (learnt = nextPartBytes(partBytes, performance.now() - startedAt));

  async function up(row: StoredDocument): Promise<Ended> {
    const token = parts.token();
    if (token === undefined) return UNAUTHORISED;
    const partBytes = row.partBytes === 0 ? learnt : row.partBytes;
    if (row.partBytes === 0) save(row, { partBytes });
    const whole = await contents.read(row, 0, row.size);
    const pieces = rangesOf(row.size, partBytes).map(({ from, to }) => whole.subarray(from, to));
    const names = pieces.map((piece) => createHash("sha256").update(piece).digest("hex"));
    const begun = await transport.beginDocument(token, { ...asked(row), partBytes, parts: names });
    if (begun.kind === "failed") return failed(begun.failure);
    let left = 0;
    for (const { part } of begun.value.missing) left += pieces[names.indexOf(part)]?.length ?? 0;
    let isFirst = left === row.size;
    progress(row, row.size - left);
    for (const { part, place } of begun.value.missing) {
      const piece = pieces[names.indexOf(part)];
      if (piece === undefined) return { kind: "failed", failure: unreachable("G5005") };
      if (!parts.isWanted(row)) return { kind: "failed", failure: unreachable("G5004") };
      const startedAt = performance.now();
      const sent = await wire.putPart({ file: row.file, document: row.document, part }, piece, place, parts.token() ?? token);
      if (sent.kind === "failed") {
        // Not even one part of this size arrives: smaller ones may. Where one did arrive, its size stays, or it would be sent again.
        if (isFirst && sent.failure.kind === "unreachable" && partBytes > MIN_PART_BYTES) save(row, { partBytes: partBytes / 2 });
        return failed(sent.failure);
      }
      isFirst = false;
      learn(partBytes, startedAt);
      left -= piece.length;
      progress(row, row.size - left);
    }
    if (!begun.value.complete) {
      const completed = await transport.completeDocument(parts.token() ?? token, asked(row));
      if (completed.kind === "failed") return failed(completed.failure);
    }
    save(row, { direction: null, error: null });
    return { kind: "done" };
  }

  async function down(row: StoredDocument): Promise<Ended> {
    const token = parts.token();
    if (token === undefined) return UNAUTHORISED;
    let { here } = row;
    while (here < row.size) {
      progress(row, here);
      const found = await transport.findDocument(token, asked(row));
      if (found.kind === "failed") return failed(found.failure);
      if (!found.value.there) return { kind: "failed", failure: unreachable("G7006") };
      const sent = await fetchRest(row, here, found.value.place, token);
      here = sent.here;
      if (sent.sent.kind === "failed") return failed(sent.sent.failure);
      if (!parts.isWanted(row)) return { kind: "failed", failure: unreachable("G5004") };
    }
    if ((await contents.hash(row)) === row.document) {
      save(row, { whole: true, direction: null, error: null });
      return { kind: "done" };
    }
    await contents.remove(row.storeName);
    save(row, { here: 0 });
    return { kind: "failed", failure: unreachable("G7003") };
  }

  /** Range after range until the end, a cut, or its person's word; what came of whole chunks is kept either way. */
  async function fetchRest(row: StoredDocument, from: number, place: Parameters<ByteTransport["getRange"]>[2], token: string): Promise<{ readonly sent: Sent; readonly here: number }> {
    let here = from;
    for (;;) {
      const to = Math.min(row.size, here + learnt);
      const startedAt = performance.now();
      const chunks = createChunker(async (whole) => {
        await contents.writeChunks(row, here / CHUNK_BYTES, whole);
        here += whole.length;
        progress(row, here);
      });
      const partBytes = learnt;
      const sent = await wire.getRange({ file: row.file, document: row.document }, { from: here, to }, place, parts.token() ?? token, chunks.take);
      if (sent.kind === "sent") await chunks.end();
      save(row, { here });
      if (sent.kind === "failed" || here === row.size || !parts.isWanted(row)) return { sent, here };
      learn(partBytes, startedAt);
    }
  }

  return { up, down };
}

const failed = (failure: Failure): Ended => {
  const error = "error" in failure ? failure.error : undefined;
  return error !== undefined && HOPELESS.has(error.code) ? { kind: "hopeless", error } : { kind: "failed", failure };
};

/** Gathers what comes into whole chunks; what is short at the end is the document's last. */
function createChunker(write: (whole: Uint8Array) => Promise<void>): { readonly take: (piece: Uint8Array) => Promise<void>; readonly end: () => Promise<void> } {
  let waiting = Buffer.alloc(0);
  return {
    take: async (piece) => {
      waiting = Buffer.concat([waiting, piece]);
      const whole = waiting.length - (waiting.length % CHUNK_BYTES);
      if (whole === 0) return;
      const ready = waiting.subarray(0, whole);
      waiting = waiting.subarray(whole);
      await write(ready);
    },
    end: async () => {
      if (waiting.length > 0) await write(waiting);
    },
  };
}
