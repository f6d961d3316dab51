import { S3Refusal } from "../protocol/refusal.ts";
import { element, xmlDocument } from "../protocol/xml.ts";
import { uriEncode } from "../signature/canonical-request.ts";
import type { ObjectVersion } from "../store/records.ts";
import type { Answer, Call } from "./call.ts";

const mostKeys = 1000;

/** An object of a page, or a prefix that stands for all keys under it. */
type Entry = { readonly kind: "object"; readonly key: string; readonly version: ObjectVersion } | { readonly kind: "prefix"; readonly key: string };

/** Text comparison by UTF-8 bytes, S3's order. */
export const afterKey = (left: string, right: string): boolean => Buffer.compare(Buffer.from(left), Buffer.from(right)) > 0;

/** How many entries a page may have. @throws {S3Refusal} InvalidArgument */
export function pageSize(text: string | undefined): number {
  if (text === undefined) return mostKeys;
  if (!/^\d{1,9}$/.test(text)) throw new S3Refusal("InvalidArgument", "Provided max-keys not an integer or within integer range", { ArgumentName: "max-keys", ArgumentValue: text });
  return Math.min(mostKeys, Number(text));
}

/** How names are written: as they are, or percent-encoded where the caller asked (XML cannot carry every character). @throws {S3Refusal} InvalidArgument */
export function nameWriter(encoding: string | undefined): (name: string) => string {
  if (encoding === undefined) return (name) => name;
  if (encoding !== "url") throw new S3Refusal("InvalidArgument", "Invalid Encoding Method specified in Request", { ArgumentName: "encoding-type", ArgumentValue: encoding });
  return (name) => name.split("/").map(uriEncode).join("/");
}

/** ListObjectsV2: one page, and a token for the next. */
export async function listObjects(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  if (call.parameter("list-type") !== "2") throw new S3Refusal("NotImplemented", "Only version 2 of the listing is known here.");
  const [prefix, delimiter] = [call.parameter("prefix") ?? "", call.parameter("delimiter") ?? ""];
  const most = pageSize(call.parameter("max-keys"));
  const write = nameWriter(call.parameter("encoding-type"));
  const token = call.parameter("continuation-token");
  const startAfter = call.parameter("start-after");
  const after = token === undefined ? (startAfter ?? "") : readToken(token);
  const entries: Entry[] = [];
  let more = false;
  for (const key of bucket.keys()) {
    const version = bucket.current(key);
    if (version === undefined || !key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (!afterKey(name, after) || (cut >= 0 && entries.at(-1)?.key === name)) continue;
    if (entries.length >= most) {
      more = most > 0;
      break;
    }
    entries.push(cut < 0 ? { kind: "object", key, version } : { kind: "prefix", key: name });
  }
  const owner = call.parameter("fetch-owner") === "true" ? element("Owner", [element("ID", "0".repeat(64))]) : "";
  return {
    status: 200,
    body: xmlDocument("ListBucketResult", [
      element("Name", bucket.name),
      element("Prefix", write(prefix)),
      element("Delimiter", delimiter === "" ? undefined : write(delimiter)),
      element("StartAfter", startAfter === undefined ? undefined : write(startAfter)),
      element("ContinuationToken", token),
      element("NextContinuationToken", more ? makeToken(entries.at(-1)?.key ?? "") : undefined),
      element("EncodingType", call.parameter("encoding-type")),
      element("KeyCount", entries.length),
      element("MaxKeys", most),
      element("IsTruncated", more),
      ...entries.map((entry) =>
        entry.kind === "prefix"
          ? ""
          : element("Contents", [
              element("Key", write(entry.key)),
              element("LastModified", entry.version.modifiedAt),
              element("ETag", `"${entry.version.etag}"`),
              element("ChecksumAlgorithm", entry.version.checksum.algorithm),
              element("ChecksumType", entry.version.checksum.type),
              element("Size", entry.version.size),
              owner,
              element("StorageClass", "STANDARD"),
            ]),
      ),
      ...entries.map((entry) => (entry.kind === "prefix" ? element("CommonPrefixes", [element("Prefix", write(entry.key))]) : "")),
    ]),
  };
}

const makeToken = (key: string): string => `1${Buffer.from(key).toString("base64url")}`;

function readToken(token: string): string {
  if (!/^1[\w-]+$/.test(token)) throw new S3Refusal("InvalidArgument", "The continuation token provided is incorrect", { ArgumentName: "continuation-token" });
  return Buffer.from(token.slice(1), "base64url").toString();
}
