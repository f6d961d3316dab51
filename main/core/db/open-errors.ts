import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { sqliteCode } from "./open-cipher.ts";
import { errnoOf } from "./witness-file.ts";

const FULL = ["SQLITE_FULL", "ENOSPC", "EDQUOT", "EFBIG"];
const UNREACHABLE = [
  "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_AUTH",
  "EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EEXIST", "EIO", "EMFILE", "ENFILE", "ELOOP", "ENAMETOOLONG", "EISDIR", "EBUSY",
];

/** What a failure of the disk is called: G1005 full, G1007 not readable or not writable. Undefined when it is a bug of ours. */
export function toStorageError(error: unknown): CodedError | undefined {
  const cause = sqliteCode(error) === "" ? errnoOf(error) : sqliteCode(error);
  if (FULL.includes(cause)) return { code: "G1005" };
  if (UNREACHABLE.some((name) => cause === name || cause.startsWith(`${name}_`))) return { code: "G1007", params: { cause } };
  return undefined;
}
