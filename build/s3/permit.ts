import type { Row } from "./operations/choose-operation.ts";
import { S3Refusal } from "./protocol/refusal.ts";
import type { Account } from "./signature/account.ts";
import type { Buckets } from "./store/buckets.ts";

/** What is asked, of what, by whom. */
export type Request = { readonly row: Row; readonly bucket: string; readonly key: string; readonly account: Account | undefined; readonly versionId: string | undefined };

const longestKeyBytes = 1024;

/**
 * Lets a request in or not. Who did not sign may get and head what lies under a public prefix, its newest version only;
 * anything else is denied alike, there or not.
 * @throws {S3Refusal} AccessDenied, KeyTooLongError
 */
export function permit({ row, bucket, key, account, versionId }: Request, buckets: Buckets): void {
  if (account === undefined) {
    const readable = (row.name === "GetObject" || row.name === "HeadObject") && versionId === undefined && buckets.has(bucket);
    const prefixes = readable ? buckets.get(bucket).record.publicPrefixes : [];
    if (!prefixes.some((prefix) => key.startsWith(prefix)) || buckets.get(bucket).current(key) === undefined) throw new S3Refusal("AccessDenied");
  } else if (account.may === (row.writes ? "read" : "write")) throw new S3Refusal("AccessDenied", `User: ${account.accessKeyId} is not authorized to perform: s3:${row.name}`);
  if (Buffer.byteLength(key) > longestKeyBytes) throw new S3Refusal("KeyTooLongError", undefined, { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(longestKeyBytes) });
}
