import type { Brand } from "./brand.ts";
import { err, ok, type Result } from "./result.ts";

/** Lower-case UUID text. On the wire as is, `uuid` in PostgreSQL, BLOB(16) in SQLite. */
export type Uuid = string;
export type BankId = Brand<Uuid, "BankId">;
export type BranchId = Brand<Uuid, "BranchId">;
export type UserId = Brand<string, "UserId">;
export type FileId = Brand<Uuid, "FileId">;
export type ChangeId = Brand<Uuid, "ChangeId">;
export type ReplicaId = Brand<Uuid, "ReplicaId">;
export type CentreId = Brand<Uuid, "CentreId">;
export type EpochId = Brand<Uuid, "EpochId">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: unknown): text is Uuid => typeof text === "string" && UUID.test(text);

/** The one gate of every uuid brand: `parseId<FileId>(text)`. */
export function parseId<Id extends Brand<Uuid, string>>(text: unknown): Result<Id, { readonly type: "NotAnId" }> {
  return isUuid(text) ? ok(text as unknown as Id) : err({ type: "NotAnId" });
}

/** An id written in our own code, tests or configuration. Throws when it is not a lower-case UUID. */
export function id<Id extends Brand<Uuid, string>>(text: string): Id {
  if (!isUuid(text)) throw new Error(`not a lower-case uuid: ${String(text)}`);
  return text as unknown as Id;
}

/**
 * UUID version 7 from 16 bytes of randomness and the clock: the first 48 bits are `nowMs`, so new rows land at the end of an index.
 * The clock only gives locality; nothing is ordered by it.
 */
export function uuidV7(nowMs: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, 16));
  let rest = Math.trunc(nowMs);
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToUuid(bytes);
}

export function bytesToUuid(bytes: Uint8Array): Uuid {
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export function uuidToBytes(text: Uuid): Uint8Array {
  const hex = text.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
