import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { ReleaseFile } from "../../../shared/release/manifest.ts";
import type { Part } from "./object-store.ts";
import { PublishStop } from "./publish-stop.ts";

/** A file as it will be sent: what is uploaded later must still be these bytes, or the store refuses it. */
export type PlannedFile = { readonly path: string; readonly name: string; readonly contentType: string; readonly size: number; readonly sha512: string; readonly crc32: string; readonly parts: readonly Part[] };

/** What one request carries; S3 wants 5 MiB at least, and the largest file gives 256 of them. */
export const partBytes = 8 * 1024 ** 2;

const contentTypes: readonly (readonly [end: RegExp, type: string])[] = [
  [/\.msi$/, "application/x-msi"],
  [/\.exe$/, "application/vnd.microsoft.portable-executable"],
  [/\.deb$/, "application/vnd.debian.binary-package"],
  [/\.cdx\.json$/, "application/vnd.cyclonedx+json"],
  [/\.json$/, "application/json"],
  [/\.ya?ml$/, "application/yaml"],
];

const base64 = (crc: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString("base64");
};

/** Reads a file once: its checksums, whole and by part. Throws PublishStop `changed-file` where it is not what the signed manifest says. */
export async function planFile(folder: string, file: Pick<ReleaseFile, "name" | "size" | "sha512">): Promise<PlannedFile> {
  const path = join(folder, file.name);
  const hash = createHash("sha512");
  const parts: Part[] = [];
  let whole = 0;
  let size = 0;
  const handle = await open(path, "r");
  try {
    for (;;) {
      const bytes = await readPart(handle, size);
      if (bytes.length === 0) break;
      size += bytes.length;
      hash.update(bytes);
      whole = crc32(bytes, whole);
      parts.push({ number: parts.length + 1, size: bytes.length, crc32: base64(crc32(bytes)) });
    }
  } finally {
    await handle.close();
  }
  if (size !== file.size || hash.digest("base64") !== file.sha512) throw new PublishStop("changed-file", file.name);
  return { path, name: file.name, contentType: contentTypes.find(([end]) => end.test(file.name))?.[1] ?? "application/octet-stream", size, sha512: file.sha512, crc32: base64(whole), parts };
}

/** One part's bytes from a place in a file; fewer at its end. */
export async function readPart(handle: Awaited<ReturnType<typeof open>>, at: number): Promise<Buffer> {
  const bytes = Buffer.alloc(partBytes);
  let length = 0;
  while (length < partBytes) {
    const { bytesRead } = await handle.read(bytes, length, partBytes - length, at + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
