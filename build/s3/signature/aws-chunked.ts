import { S3Refusal } from "../protocol/refusal.ts";
import { hmacHex, scopeText, sha256Hex } from "./canonical-request.ts";
import type { ChunkKey } from "./payload.ts";

/** What a streamed body must keep to. */
export type ChunkRules = {
  readonly signed: ChunkKey | undefined;
  /** The announced name of the trailer, in lower case; undefined where none was announced. */
  readonly trailer: string | undefined;
  /** The decoded length that was announced. */
  readonly length: number;
};

const leastChunkBytes = 8192;
const longestLine = 16_384;

/** Takes lines and blocks off a stream of buffers. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#source.next();
    if (done === true || value === undefined) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf("\r\n");
      if (end >= 0) {
        const text = this.#held.toString("latin1", 0, end);
        this.#held = this.#held.subarray(end + 2);
        return text;
      }
      if (this.#held.length > longestLine || !(await this.#more())) throw new S3Refusal("IncompleteBody");
    }
  }

  async *block(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      if (this.#held.length === 0 && !(await this.#more())) throw new S3Refusal("IncompleteBody");
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** True when nothing follows. */
  async ended(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more());
  }
}

/**
 * The bytes inside an `aws-chunked` body; trailers go into `trailers` once the body is read to its end.
 * @throws {S3Refusal} SignatureDoesNotMatch, IncompleteBody, MalformedTrailerError, InvalidChunkSizeError
 */
export async function* decodeAwsChunked(source: AsyncIterable<Buffer>, rules: ChunkRules, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const reader = new Reader(source);
  let previous = rules.signed?.seed ?? "";
  let total = 0;
  let small = false;
  for (;;) {
    const [, sizeText, signature] = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(await reader.line()) ?? [];
    if (sizeText === undefined || (signature === undefined) !== (rules.signed === undefined)) throw new S3Refusal("IncompleteBody", "The request body terminated unexpectedly");
    const size = Number.parseInt(sizeText, 16);
    if (rules.signed !== undefined && small && size > 0) throw new S3Refusal("InvalidChunkSizeError");
    small = size < leastChunkBytes;
    const pieces: Buffer[] = [];
    for await (const piece of reader.block(size)) {
      if (rules.signed === undefined) yield piece;
      else pieces.push(piece);
    }
    total += size;
    if (rules.signed !== undefined) {
      const chunk = Buffer.concat(pieces);
      previous = checkChunk(rules.signed, previous, chunk, signature ?? "");
      if (chunk.length > 0) yield chunk;
    }
    if (size === 0) break;
    if ((await reader.line()) !== "") throw new S3Refusal("IncompleteBody", "The request body terminated unexpectedly");
  }
  if (total !== rules.length) throw new S3Refusal("IncompleteBody", "The decoded body is not as long as x-amz-decoded-content-length announced.");
  await readTrailers(reader, rules, previous, trailers);
  if (!(await reader.ended())) throw new S3Refusal("IncompleteBody", "Bytes follow the end of the body.");
}

function checkChunk({ key, signedAt, scope }: ChunkKey, previous: string, chunk: Buffer, signature: string): string {
  const text = ["AWS4-HMAC-SHA256-PAYLOAD", signedAt, scopeText(scope), previous, sha256Hex(""), sha256Hex(chunk)].join("\n");
  if (hmacHex(key, text) !== signature) throw new S3Refusal("SignatureDoesNotMatch", "The signature of a chunk is not the one we calculated.");
  return signature;
}

async function readTrailers(reader: Reader, { signed, trailer }: ChunkRules, previous: string, trailers: Map<string, string>): Promise<void> {
  const lines: string[] = [];
  for (let line = await reader.line(); line !== ""; line = await reader.line()) lines.push(line);
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
  const signature = pairs.find(([name]) => name === "x-amz-trailer-signature")?.[1];
  const rest = pairs.filter(([name]) => name !== "x-amz-trailer-signature");
  if (rest.length !== (trailer === undefined ? 0 : 1) || (trailer !== undefined && rest[0]?.[0] !== trailer)) throw new S3Refusal("MalformedTrailerError");
  if (signed !== undefined && trailer !== undefined) {
    const canonical = rest.map(([name, value]) => `${name}:${value}\n`).join("");
    const text = ["AWS4-HMAC-SHA256-TRAILER", signed.signedAt, scopeText(signed.scope), previous, sha256Hex(canonical)].join("\n");
    if (hmacHex(signed.key, text) !== signature) throw new S3Refusal("SignatureDoesNotMatch", "The signature of the trailer is not the one we calculated.");
  }
  for (const [name, value] of rest) trailers.set(name, value);
}
