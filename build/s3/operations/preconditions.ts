import { S3Refusal } from "../protocol/refusal.ts";
import type { ObjectVersion } from "../store/records.ts";
import type { Call } from "./call.ts";

const bare = (etag: string): string => etag.trim().replace(/^W\//, "").replaceAll(/^"|"$/g, "");
const names = (header: string, etag: string): boolean => header.trim() === "*" || header.split(",").some((one) => bare(one) === etag);

const failed = (condition: string): S3Refusal => new S3Refusal("PreconditionFailed", undefined, { Condition: condition });

/** Whether a write may go ahead on what now stands at the key. Only to be asked where nobody else can write. @throws {S3Refusal} */
export function checkWrite(call: Call, current: ObjectVersion | undefined): void {
  const [match, noneMatch] = [call.header("if-match"), call.header("if-none-match")];
  if (noneMatch !== undefined) {
    if (match !== undefined || noneMatch.trim() !== "*") throw new S3Refusal("NotImplemented", undefined, { Header: "If-None-Match" });
    if (current !== undefined) throw failed("If-None-Match");
  }
  if (match === undefined) return;
  if (current === undefined) throw new S3Refusal("NoSuchKey", undefined, { Key: call.key });
  if (!names(match, current.etag)) throw failed("If-Match");
}

/** Whether a read gives the bytes: in HTTP's order, If-Match before If-Unmodified-Since, If-None-Match before If-Modified-Since. @throws {S3Refusal} */
export function checkRead(call: Call, version: ObjectVersion): "send" | "not-modified" {
  const modifiedMs = Math.floor(Date.parse(version.modifiedAt) / 1000) * 1000;
  const [match, noneMatch] = [call.header("if-match"), call.header("if-none-match")];
  const [unmodifiedSince, modifiedSince] = [Date.parse(call.header("if-unmodified-since") ?? ""), Date.parse(call.header("if-modified-since") ?? "")];
  if (match !== undefined && !names(match, version.etag)) throw failed("If-Match");
  if (match === undefined && modifiedMs > unmodifiedSince) throw failed("If-Unmodified-Since");
  if (noneMatch !== undefined) return names(noneMatch, version.etag) ? "not-modified" : "send";
  return modifiedMs <= modifiedSince ? "not-modified" : "send";
}
