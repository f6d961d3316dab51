import { createHash } from "node:crypto";

export type Measured = { readonly size: number; readonly sha512: string };
export type OnBytes = (name: string, done: number, total: number) => void;

/** Size and SHA-512 (base64) of what comes, read to its end or just past `limit`, whichever is first. */
export async function measure(stream: AsyncIterable<Uint8Array>, limit: number, onBytes: (done: number) => void = () => undefined): Promise<Measured> {
  const hash = createHash("sha512");
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    hash.update(piece);
    onBytes(size);
    if (size > limit) break;
  }
  return { size, sha512: hash.digest("base64") };
}
