import type { Brand } from "../../../shared/kernel/brand.ts";
import { bytesToUuid, type Uuid } from "../../../shared/kernel/ids.ts";

/** 16 bytes of a lower-case UUID, as SQLite holds it. */
export const uuidToBlob = (uuid: Uuid): Uint8Array => Buffer.from(uuid.replaceAll("-", ""), "hex");

/** The gate back: only blobs that {@link uuidToBlob} wrote are in the database. */
export function blobToUuid<Id extends Brand<Uuid, string>>(blob: Uint8Array): Id {
  const hex = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("hex");
  if (hex.length !== 32) return bytesToUuid(blob) as Id;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id;
}
