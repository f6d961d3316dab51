import { checksumHeader } from "../protocol/checksum.ts";
import { S3Refusal } from "../protocol/refusal.ts";
import { objectHeaders } from "./attributes.ts";
import type { Answer, Call } from "./call.ts";
import { getVersion } from "./find-version.ts";
import { checkRead } from "./preconditions.ts";

const overrides = ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"] as const;

/** GetObject; HeadObject is the same answer without its body, which the server leaves out. */
export async function getObject(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const version = getVersion(call, bucket);
  const asked = overrides.flatMap((name) => {
    const value = call.parameter(`response-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (asked.length > 0 && call.account === undefined) throw new S3Refusal("InvalidRequest", "Request specific response headers cannot be used for anonymous GET requests.");
  const headers = { ...objectHeaders(version), ...Object.fromEntries(asked) };
  if (checkRead(call, version) === "not-modified") return { status: 304, headers };
  const range = parseRange(call.header("range"), version.size);
  const path = bucket.blob(version.blob);
  if (range !== undefined) {
    const { start, end } = range;
    return { status: 206, headers: { ...headers, "content-range": `bytes ${start}-${end}/${version.size}`, "content-length": String(end - start + 1) }, body: { path, start, end } };
  }
  const checksums = call.header("x-amz-checksum-mode") === "ENABLED" ? { [checksumHeader(version.checksum.algorithm)]: version.checksum.value, "x-amz-checksum-type": version.checksum.type } : {};
  return { status: 200, headers: { ...headers, ...checksums, "content-length": String(version.size) }, body: { path, start: 0, end: version.size - 1 } };
}

/** One range of bytes; several, or what is no range, mean the whole object, as S3 has it. @throws {S3Refusal} InvalidRange */
export function parseRange(header: string | undefined, size: number): { readonly start: number; readonly end: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || start > end) throw new S3Refusal("InvalidRange", undefined, { RangeRequested: header ?? "", ActualObjectSize: String(size) }, { "content-range": `bytes */${size}` });
  return { start, end };
}
