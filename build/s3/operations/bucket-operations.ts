import { S3Refusal } from "../protocol/refusal.ts";
import { childText, element, xmlDocument } from "../protocol/xml.ts";
import type { BucketRecord } from "../store/records.ts";
import type { Answer, Call } from "./call.ts";

export async function createBucket(call: Call): Promise<Answer> {
  if ((call.header("content-length") ?? "0") !== "0") {
    const place = childText(await call.readXml(), "LocationConstraint");
    if (place !== undefined && place !== call.region) throw new S3Refusal("InvalidArgument", `The ${place} location constraint is incompatible for the region specific endpoint this request was sent to.`);
  }
  const objectLock = call.header("x-amz-bucket-object-lock-enabled")?.toLowerCase() === "true";
  const record: BucketRecord = { versioning: objectLock ? "Enabled" : "never", objectLock, publicPrefixes: [] };
  await call.buckets.create(call.bucket, record);
  return { status: 200, headers: { location: `/${call.bucket}` } };
}

export async function headBucket(call: Call): Promise<Answer> {
  call.buckets.get(call.bucket);
  return { status: 200, headers: { "x-amz-bucket-region": call.region } };
}

export async function deleteBucket(call: Call): Promise<Answer> {
  await call.buckets.remove(call.bucket);
  return { status: 204 };
}

export async function getLocation(call: Call): Promise<Answer> {
  call.buckets.get(call.bucket);
  return { status: 200, body: xmlDocument("LocationConstraint", [call.region]) };
}

export async function getVersioning(call: Call): Promise<Answer> {
  const { versioning } = call.buckets.get(call.bucket).record;
  return { status: 200, body: xmlDocument("VersioningConfiguration", versioning === "never" ? [] : [element("Status", versioning)]) };
}

export async function putVersioning(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const status = childText(await call.readXml(), "Status");
  if (status !== "Enabled" && status !== "Suspended") throw new S3Refusal("MalformedXML");
  if (status === "Suspended" && bucket.record.objectLock) throw new S3Refusal("InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
  await bucket.change({ ...bucket.record, versioning: status });
  return { status: 200 };
}
