import { S3Refusal } from "../protocol/refusal.ts";
import type { Attributes, BucketRecord, ObjectVersion, Retention } from "../store/records.ts";
import type { Call } from "./call.ts";

const keptHeaders = ["content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires"] as const;
const largestMetadataBytes = 2048;
const dayMs = 86_400_000;

/** What a write asks to be kept with the object. @throws {S3Refusal} */
export function readAttributes(call: Call, bucket: BucketRecord): Attributes {
  const headers: Record<string, string> = { "content-type": "binary/octet-stream" };
  for (const name of keptHeaders) {
    const value = name === "content-encoding" ? withoutAwsChunked(call.header(name)) : call.header(name);
    if (value !== undefined && value !== "") headers[name] = value;
  }
  const metadata = Object.fromEntries(call.headerNames.filter((name) => name.startsWith("x-amz-meta-")).map((name) => [name, call.header(name) ?? ""]));
  const metadataBytes = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length - "x-amz-meta-".length + Buffer.byteLength(value), 0);
  if (metadataBytes > largestMetadataBytes) throw new S3Refusal("MetadataTooLarge", undefined, { Size: String(metadataBytes), MaxSizeAllowed: String(largestMetadataBytes) });
  const retention = readRetention(call, bucket);
  return { headers, metadata, encryption: readEncryption(call), legalHold: readLegalHold(call, bucket), ...(retention === undefined ? {} : { retention }) };
}

function withoutAwsChunked(value: string | undefined): string | undefined {
  return value?.split(",").map((coding) => coding.trim()).filter((coding) => coding !== "aws-chunked").join(",");
}

function readEncryption(call: Call): Attributes["encryption"] {
  if (call.headerNames.some((name) => name.startsWith("x-amz-server-side-encryption-customer-"))) {
    throw new S3Refusal("InvalidRequest", "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.");
  }
  const algorithm = call.header("x-amz-server-side-encryption") ?? "AES256";
  const keyId = call.header("x-amz-server-side-encryption-aws-kms-key-id");
  if (algorithm === "AES256") {
    if (keyId !== undefined) throw new S3Refusal("InvalidArgument", "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms");
    return { algorithm };
  }
  if (algorithm !== "aws:kms") throw new S3Refusal("InvalidArgument", "The encryption method specified is not supported", { ArgumentName: "x-amz-server-side-encryption", ArgumentValue: algorithm });
  if (keyId === undefined) return { algorithm, keyId: "aws/s3" };
  if (!call.kmsKeys.includes(keyId)) throw new S3Refusal("KMS.NotFoundException", `Key '${keyId}' does not exist`);
  return { algorithm, keyId };
}

function readRetention(call: Call, bucket: BucketRecord): Retention | undefined {
  const mode = call.header("x-amz-object-lock-mode");
  const until = call.header("x-amz-object-lock-retain-until-date");
  if (mode === undefined && until === undefined) {
    const usual = bucket.defaultRetention;
    return usual === undefined ? undefined : { mode: usual.mode, until: new Date(call.now().getTime() + usual.days * dayMs).toISOString() };
  }
  if (!bucket.objectLock) throw new S3Refusal("InvalidRequest", "Bucket is missing Object Lock Configuration");
  if (mode === undefined || until === undefined) throw new S3Refusal("InvalidArgument", "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
  return checkRetention(mode, until, call.now());
}

/** @throws {S3Refusal} InvalidArgument, MalformedXML */
export function checkRetention(mode: string, until: string, now: Date): Retention {
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") throw new S3Refusal("InvalidArgument", "Unknown wormMode directive.");
  const instant = Date.parse(until);
  if (Number.isNaN(instant)) throw new S3Refusal("InvalidArgument", "The retain until date is not a date.");
  if (instant <= now.getTime()) throw new S3Refusal("InvalidArgument", "The retain until date must be in the future!");
  return { mode, until: new Date(instant).toISOString() };
}

function readLegalHold(call: Call, bucket: BucketRecord): boolean {
  const value = call.header("x-amz-object-lock-legal-hold");
  if (value === undefined) return false;
  if (!bucket.objectLock) throw new S3Refusal("InvalidRequest", "Bucket is missing Object Lock Configuration");
  if (value !== "ON" && value !== "OFF") throw new S3Refusal("InvalidArgument", "Legal Hold must be either of 'ON' or 'OFF'");
  return value === "ON";
}

/** The headers that tell of an object's encryption. */
export const encryptionHeaders = ({ encryption }: Attributes): Readonly<Record<string, string>> => ({
  "x-amz-server-side-encryption": encryption.algorithm,
  ...(encryption.keyId === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": encryption.keyId }),
});

/** Everything an object answers with besides its bytes. */
export function objectHeaders(version: ObjectVersion): Readonly<Record<string, string>> {
  const { headers, metadata, retention, legalHold } = version.attributes;
  return {
    ...headers,
    ...metadata,
    ...encryptionHeaders(version.attributes),
    ...(retention === undefined ? {} : { "x-amz-object-lock-mode": retention.mode, "x-amz-object-lock-retain-until-date": retention.until }),
    ...(legalHold ? { "x-amz-object-lock-legal-hold": "ON" } : {}),
    ...(version.versionId === "null" ? {} : { "x-amz-version-id": version.versionId }),
    etag: `"${version.etag}"`,
    "last-modified": new Date(version.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
  };
}
