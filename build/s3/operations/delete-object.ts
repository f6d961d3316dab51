import { S3Refusal } from "../protocol/refusal.ts";
import { createId } from "../store/bucket.ts";
import type { Version } from "../store/records.ts";
import type { Answer, Call } from "./call.ts";
import { checkWrite } from "./preconditions.ts";

/** Removes a version for good, or puts a delete marker in front of the others. */
export async function deleteObject(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const { key } = call;
  const versionId = call.parameter("versionId");
  return bucket.exclusive(async () => {
    if (call.header("if-match") !== undefined) checkWrite(call, bucket.current(key));
    if (versionId !== undefined) {
      const version = bucket.versions(key).find((known) => known.versionId === versionId);
      if (version === undefined) return { status: 204, headers: { "x-amz-version-id": versionId } };
      checkLock(call, version);
      await bucket.remove(key, versionId);
      return { status: 204, headers: { "x-amz-version-id": versionId, ...(version.kind === "delete-marker" ? { "x-amz-delete-marker": "true" } : {}) } };
    }
    if (bucket.record.versioning === "never") {
      await bucket.remove(key, "null");
      return { status: 204 };
    }
    const marker: Version = { kind: "delete-marker", versionId: bucket.record.versioning === "Enabled" ? createId() : "null", modifiedAt: call.now().toISOString() };
    await bucket.add(key, marker);
    return { status: 204, headers: { "x-amz-version-id": marker.versionId, "x-amz-delete-marker": "true" } };
  });
}

/** @throws {S3Refusal} AccessDenied while a retention or a legal hold stands */
function checkLock(call: Call, version: Version): void {
  if (version.kind !== "object") return;
  const { retention, legalHold } = version.attributes;
  const running = retention !== undefined && Date.parse(retention.until) > call.now().getTime();
  const lifted = retention?.mode === "GOVERNANCE" && mayBypass(call);
  if (legalHold || (running && !lifted)) throw new S3Refusal("AccessDenied", "Access Denied because object protected by object lock.");
}

/** Asked for, and allowed to this account. */
export const mayBypass = (call: Call): boolean => call.header("x-amz-bypass-governance-retention")?.toLowerCase() === "true" && call.account?.mayBypassGovernance === true;
