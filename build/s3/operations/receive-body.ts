import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { type ChecksumAlgorithm, checksumAlgorithms, checksumHeader, createChecksum, isChecksumAlgorithm, isChecksumValue } from "../protocol/checksum.ts";
import { S3Refusal } from "../protocol/refusal.ts";
import { decodeAwsChunked } from "../signature/aws-chunked.ts";
import type { Payload } from "../signature/payload.ts";

/** A body that is on the disk, under a name nobody else knows, and is what its sender said. */
export type Received = {
  readonly path: string;
  readonly size: number;
  readonly md5: Buffer;
  /** The sender's own checksum where one was sent, else CRC-64/NVME of our making. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
  /** Whether the sender said a digest that we checked. */
  readonly vouched: "checksum" | "md5" | "no";
};

export type Body = { readonly source: AsyncIterable<Buffer>; readonly payload: Payload; readonly header: (name: string) => string | undefined };

/** What one PUT may carry: 5 GiB. */
export const largestPutBytes = 5 * 1024 ** 3;

/** What a document in a request's body may weigh: a list of 10,000 parts with their checksums, and room. */
const largestTextBytes = 4 * 1024 ** 2;

/** Streams a body to `path`, onto the disk, and checks it. Nothing is left at `path` when it is refused. @throws {S3Refusal} */
export async function receiveBody(body: Body, path: string): Promise<Received> {
  const file = await open(path, "wx");
  try {
    const checked = await checkBody(body, (piece) => file.writeFile(piece));
    await file.sync();
    return { path, ...checked };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A small body as text, checked all the same. @throws {S3Refusal} */
export async function receiveText(body: Body): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  await checkBody(body, (piece) => {
    size += piece.length;
    if (size > largestTextBytes) throw new S3Refusal("MaxMessageLengthExceeded");
    pieces.push(piece);
    return Promise.resolve();
  });
  return Buffer.concat(pieces).toString();
}

async function checkBody(body: Body, write: (piece: Buffer) => Promise<void>): Promise<Omit<Received, "path">> {
  const { header, payload } = body;
  const length = announcedLength(body);
  const announced = announcedChecksum(header, payload);
  const md5Wanted = header("content-md5");
  if (md5Wanted !== undefined && !/^[A-Za-z0-9+/]{22}==$/.test(md5Wanted)) throw new S3Refusal("InvalidDigest");
  const trailers = new Map<string, string>();
  const pieces = payload.kind === "chunks" ? decodeAwsChunked(body.source, { signed: payload.signed, trailer: announced.trailer, length }, trailers) : body.source;
  const checksum = createChecksum(announced.algorithm ?? "CRC64NVME");
  const [md5, sha256] = [createHash("md5"), createHash("sha256")];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > length) throw new S3Refusal("IncompleteBody");
    md5.update(piece);
    checksum.update(piece);
    if (payload.kind === "sha256") sha256.update(piece);
    await write(piece);
  }
  if (size !== length) throw new S3Refusal("IncompleteBody");
  if (payload.kind === "sha256" && sha256.digest("hex") !== payload.hex) throw new S3Refusal("XAmzContentSHA256Mismatch", undefined, { ClientComputedContentSHA256: payload.hex });
  const md5Found = md5.digest();
  if (md5Wanted !== undefined && md5Found.toString("base64") !== md5Wanted) throw new S3Refusal("BadDigest", "The Content-MD5 you specified did not match what we received.");
  const value = checksum.digest().toString("base64");
  checkChecksum(announced, trailers, value);
  return { size, md5: md5Found, checksum: { algorithm: announced.algorithm ?? "CRC64NVME", value }, vouched: announced.algorithm !== undefined ? "checksum" : md5Wanted === undefined ? "no" : "md5" };
}

function announcedLength({ header, payload }: Body): number {
  const text = payload.kind === "chunks" ? header("x-amz-decoded-content-length") : header("content-length");
  if (text === undefined) throw new S3Refusal("MissingContentLength");
  if (!/^\d{1,15}$/.test(text)) throw new S3Refusal("InvalidArgument", "The length is not a number.");
  if (payload.kind === "chunks" && !(header("content-encoding") ?? "").split(",").some((coding) => coding.trim() === "aws-chunked")) throw new S3Refusal("InvalidRequest", "A streamed payload must say Content-Encoding: aws-chunked.");
  if (Number(text) > largestPutBytes) throw new S3Refusal("EntityTooLarge", undefined, { ProposedSize: text, MaxSizeAllowed: String(largestPutBytes) });
  return Number(text);
}

type Announced = { readonly algorithm: ChecksumAlgorithm | undefined; readonly value: string | undefined; readonly trailer: string | undefined };

function announcedChecksum(header: (name: string) => string | undefined, payload: Payload): Announced {
  const inHeaders = checksumAlgorithms.filter((algorithm) => header(checksumHeader(algorithm)) !== undefined);
  const trailer = header("x-amz-trailer")?.toLowerCase();
  const inTrailer = checksumAlgorithms.find((algorithm) => checksumHeader(algorithm) === trailer);
  if (trailer !== undefined && (payload.kind !== "chunks" || !payload.trailer)) throw new S3Refusal("InvalidRequest", "A trailer was announced, and the payload is of a form that has none.");
  if (trailer !== undefined && inTrailer === undefined) throw new S3Refusal("InvalidRequest", "The value specified in the x-amz-trailer header is not supported");
  if (inHeaders.length + (inTrailer === undefined ? 0 : 1) > 1) throw new S3Refusal("InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  const algorithm = inTrailer ?? inHeaders[0];
  const asked = header("x-amz-sdk-checksum-algorithm")?.toUpperCase();
  if (asked !== undefined && (!isChecksumAlgorithm(asked) || (algorithm !== undefined && asked !== algorithm))) throw new S3Refusal("InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.");
  if (asked !== undefined && algorithm === undefined) throw new S3Refusal("InvalidRequest", "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
  const value = inTrailer === undefined && algorithm !== undefined ? header(checksumHeader(algorithm)) : undefined;
  if (algorithm !== undefined && value !== undefined && !isChecksumValue(algorithm, value)) throw new S3Refusal("InvalidRequest", `Value for ${checksumHeader(algorithm)} header is invalid.`);
  return { algorithm, value, trailer };
}

function checkChecksum({ algorithm, value, trailer }: Announced, trailers: ReadonlyMap<string, string>, found: string): void {
  const wanted = trailer === undefined ? value : trailers.get(trailer);
  if (algorithm === undefined) return;
  if (wanted === undefined || !isChecksumValue(algorithm, wanted)) throw new S3Refusal("InvalidRequest", `Value for ${checksumHeader(algorithm)} trailing header is invalid.`);
  if (wanted !== found) throw new S3Refusal("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}
