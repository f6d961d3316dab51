import { S3Refusal } from "../protocol/refusal.ts";
import type { Bucket } from "../store/bucket.ts";
import type { ObjectVersion, Version } from "../store/records.ts";
import type { Call } from "./call.ts";

/** The version a request names, or the newest. @throws {S3Refusal} NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker that was asked for by its id */
export function getVersion(call: Call, bucket: Bucket): ObjectVersion {
  const versionId = call.parameter("versionId");
  const versions = bucket.versions(call.key);
  const found: Version | undefined = versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId);
  if (found === undefined) throw versionId === undefined ? new S3Refusal("NoSuchKey", undefined, { Key: call.key }) : new S3Refusal("NoSuchVersion", undefined, { Key: call.key, VersionId: versionId });
  if (found.kind === "object") return found;
  const headers = { "x-amz-delete-marker": "true", "x-amz-version-id": found.versionId };
  if (versionId === undefined) throw new S3Refusal("NoSuchKey", undefined, { Key: call.key }, headers);
  throw new S3Refusal("MethodNotAllowed", undefined, { Method: "GET", ResourceType: "DeleteMarker" }, { ...headers, allow: "DELETE" });
}
