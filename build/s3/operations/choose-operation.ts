import { S3Refusal } from "../protocol/refusal.ts";
import { createBucket, deleteBucket, getLocation, getVersioning, headBucket, putVersioning } from "./bucket-operations.ts";
import type { Operation } from "./call.ts";
import { completeMultipartUpload } from "./complete-upload.ts";
import { deleteObject } from "./delete-object.ts";
import { getObject } from "./get-object.ts";
import { listObjects } from "./list-objects.ts";
import { listVersions } from "./list-versions.ts";
import { abortMultipartUpload, createMultipartUpload, listMultipartUploads, listUploadParts, uploadPart } from "./multipart.ts";
import { getLegalHold, getLockConfiguration, getRetention, putLegalHold, putLockConfiguration, putRetention } from "./object-lock.ts";
import { putObject } from "./put-object.ts";

/** One row: what asks for it, and what it needs. `sub` is the parameter that names a subresource. */
export type Row = { readonly name: string; readonly on: "bucket" | "object"; readonly method: string; readonly sub?: string; readonly writes: boolean; readonly run: Operation };

const rows: readonly Row[] = [
  { name: "CreateBucket", on: "bucket", method: "PUT", writes: true, run: createBucket },
  { name: "HeadBucket", on: "bucket", method: "HEAD", writes: false, run: headBucket },
  { name: "DeleteBucket", on: "bucket", method: "DELETE", writes: true, run: deleteBucket },
  { name: "GetBucketLocation", on: "bucket", method: "GET", sub: "location", writes: false, run: getLocation },
  { name: "GetBucketVersioning", on: "bucket", method: "GET", sub: "versioning", writes: false, run: getVersioning },
  { name: "PutBucketVersioning", on: "bucket", method: "PUT", sub: "versioning", writes: true, run: putVersioning },
  { name: "GetObjectLockConfiguration", on: "bucket", method: "GET", sub: "object-lock", writes: false, run: getLockConfiguration },
  { name: "PutObjectLockConfiguration", on: "bucket", method: "PUT", sub: "object-lock", writes: true, run: putLockConfiguration },
  { name: "ListObjectVersions", on: "bucket", method: "GET", sub: "versions", writes: false, run: listVersions },
  { name: "ListMultipartUploads", on: "bucket", method: "GET", sub: "uploads", writes: false, run: listMultipartUploads },
  { name: "ListObjectsV2", on: "bucket", method: "GET", writes: false, run: listObjects },
  { name: "CreateMultipartUpload", on: "object", method: "POST", sub: "uploads", writes: true, run: createMultipartUpload },
  { name: "UploadPart", on: "object", method: "PUT", sub: "uploadId", writes: true, run: uploadPart },
  { name: "ListParts", on: "object", method: "GET", sub: "uploadId", writes: false, run: listUploadParts },
  { name: "CompleteMultipartUpload", on: "object", method: "POST", sub: "uploadId", writes: true, run: completeMultipartUpload },
  { name: "AbortMultipartUpload", on: "object", method: "DELETE", sub: "uploadId", writes: true, run: abortMultipartUpload },
  { name: "GetObjectRetention", on: "object", method: "GET", sub: "retention", writes: false, run: getRetention },
  { name: "PutObjectRetention", on: "object", method: "PUT", sub: "retention", writes: true, run: putRetention },
  { name: "GetObjectLegalHold", on: "object", method: "GET", sub: "legal-hold", writes: false, run: getLegalHold },
  { name: "PutObjectLegalHold", on: "object", method: "PUT", sub: "legal-hold", writes: true, run: putLegalHold },
  { name: "PutObject", on: "object", method: "PUT", writes: true, run: putObject },
  { name: "GetObject", on: "object", method: "GET", writes: false, run: getObject },
  { name: "HeadObject", on: "object", method: "HEAD", writes: false, run: getObject },
  { name: "DeleteObject", on: "object", method: "DELETE", writes: true, run: deleteObject },
];

const known = new Set(rows.flatMap(({ sub }) => (sub === undefined ? [] : [sub])));
/** Subresources of S3 that this server does not have: refused rather than taken for something else. */
const absent = ["acl", "tagging", "policy", "policyStatus", "cors", "lifecycle", "website", "notification", "replication", "encryption", "accelerate", "logging", "requestPayment", "publicAccessBlock", "ownershipControls", "inventory", "analytics", "metrics", "intelligent-tiering", "torrent", "restore", "select", "attributes", "delete", "session", "renameObject"];

/** @throws {S3Refusal} NotImplemented, MethodNotAllowed */
export function chooseOperation(method: string, key: string, parameters: readonly string[]): Row {
  const on = key === "" ? "bucket" : "object";
  if (parameters.some((name) => absent.includes(name))) throw new S3Refusal("NotImplemented");
  const sub = parameters.find((name) => known.has(name));
  const row = rows.find((candidate) => candidate.on === on && candidate.method === method && candidate.sub === sub);
  if (row === undefined) throw new S3Refusal(sub === undefined ? "MethodNotAllowed" : "NotImplemented", undefined, { Method: method });
  return row;
}
