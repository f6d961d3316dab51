import { constants, gunzip, gunzipSync, zstdDecompress, type ZlibOptions, type ZstdOptions } from "node:zlib";
import { Refusal } from "./refusal.ts";

/** A zstd frame may ask its reader for a window of 128 MiB: 8 MiB serves every level we have seen sent. */
const MAX_ZSTD_WINDOW_LOG = 23;

/** A small body is inflated on the spot: handing it to another thread costs more. It may not grow past this, or goes the other way. */
const SMALL_BYTES = 4_096;
const SMALL_INFLATED_BYTES = 32_768;

/** What a client may send; told in Accept-Encoding of a refusal (RFC 9110). */
export const ACCEPTED_ENCODINGS = "gzip, zstd, identity";

/**
 * The body as it was before its content encoding, at most `limit` bytes: the decoder stops there, so a bomb costs no more than a body
 * of the allowed size. G4002 past the limit, G4003 when the bytes are not what the encoding says or the encoding is not ours.
 */
export async function inflateBody(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  switch ((encoding ?? "identity").trim().toLowerCase()) {
    case "identity":
    case "":
      return body;
    case "gzip":
    case "x-gzip":
      return (body.length <= SMALL_BYTES ? inflateSmall(body, limit) : undefined) ?? decode((done) => gunzip(body, { maxOutputLength: limit } satisfies ZlibOptions, done), limit);
    case "zstd":
      return decode((done) => zstdDecompress(body, zstdOptions(limit), done), limit);
    default:
      throw new Refusal({ code: "G4003", params: { accepted: ACCEPTED_ENCODINGS } });
  }
}

/** Undefined when it is not small after all, or is no gzip: the other way says what is wrong. */
function inflateSmall(body: Buffer, limit: number): Buffer | undefined {
  try {
    return gunzipSync(body, { maxOutputLength: Math.min(limit, SMALL_INFLATED_BYTES) });
  } catch {
    return undefined;
  }
}

const zstdOptions = (limit: number): ZstdOptions => ({
  maxOutputLength: limit,
  params: { [constants.ZSTD_d_windowLogMax]: MAX_ZSTD_WINDOW_LOG },
});

function decode(start: (done: (error: Error | null, inflated: Buffer) => void) => void, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    start((error, inflated) => {
      if (error === null) resolve(inflated);
      else if ("code" in error && error.code === "ERR_BUFFER_TOO_LARGE") reject(new Refusal({ code: "G4002", params: { limit } }));
      else reject(new Refusal({ code: "G4003", params: { accepted: ACCEPTED_ENCODINGS } }));
    });
  });
}
