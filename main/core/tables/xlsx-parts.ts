import { posix } from "node:path";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { fromBufferPromise, type Entry } from "yauzl";
import { TableFailure } from "./table.ts";

/** Of all parts that are read together, once unzipped: what a zip bomb may not pass. Parts are read as a stream: this bounds time, not memory. */
const MOST_UNZIPPED = 300_000_000;
const MOST_PARTS = 5_000;

/** What is told of one part as it is read; names are without their prefix. */
export type PartReader = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  /** Answers true where the rest is not needed. */
  readonly close?: (name: string) => boolean | void;
};
export type Parts = {
  readonly has: (path: string) => boolean;
  /** Reads a part by its path, from the top; a part that is not there is an empty one. Throws {@link TableFailure}. */
  readonly read: (path: string, reader: PartReader) => Promise<void>;
};

/** The parts of an Open XML file. Throws {@link TableFailure} where it is not a zip that can be read whole. */
export async function openParts(bytes: Uint8Array): Promise<Parts> {
  const entries = new Map<string, Entry>();
  try {
    // Sizes are checked against what the directory of the zip says, in reading too.
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { lazyEntries: true, decodeStrings: true, validateEntrySizes: true, autoClose: false });
    if (zip.entryCount > MOST_PARTS) throw new TableFailure("IMPORT_UNZIPPED_TOO_LARGE");
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
    let unzipped = 0;
    return {
      has: (path) => entries.has(path.toLowerCase()),
      read: async (path, reader) => {
        const entry = entries.get(path.toLowerCase());
        if (entry === undefined) return;
        if (entry.isEncrypted()) throw new TableFailure("IMPORT_PROTECTED");
        unzipped += entry.uncompressedSize;
        if (unzipped > MOST_UNZIPPED) throw new TableFailure("IMPORT_UNZIPPED_TOO_LARGE");
        const stream = await zip.openReadStreamPromise(entry).catch(notXlsx);
        try {
          await parseStream(stream, reader);
        } catch (error) {
          return notXlsx(error);
        } finally {
          stream.destroy();
        }
      },
    };
  } catch (error) {
    return notXlsx(error);
  }
}

function notXlsx(error: unknown): never {
  if (error instanceof TableFailure) throw error;
  throw new TableFailure("IMPORT_NOT_XLSX");
}

async function parseStream(stream: AsyncIterable<unknown>, { open, text, close }: PartReader): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isOver = false;
  parser.on("error", notXlsx);
  // No spreadsheet writes one, and what hostile files do with XML begins there.
  parser.on("doctype", notXlsx);
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => { if (!isOver) open?.(bare(name), attributes); });
  parser.on("text", (piece) => { if (!isOver) text?.(piece); });
  parser.on("closetag", ({ name }: SaxesTagPlain) => { if (!isOver && close?.(bare(name)) === true) isOver = true; });
  for await (const piece of stream) {
    if (!(piece instanceof Uint8Array)) throw new TableFailure("IMPORT_NOT_XLSX");
    parser.write(decoder.decode(piece, { stream: true }));
    if (isOver) return;
  }
  parser.write(decoder.decode()).close();
}

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

/** A target of a relationship, from the part that holds it. */
export const partPath = (from: string, target: string): string => (target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(from), target));
export const relationsPath = (of: string): string => posix.join(posix.dirname(of), "_rels", `${posix.basename(of)}.rels`);
