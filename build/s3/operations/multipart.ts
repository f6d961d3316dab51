import { checksumHeader, isChecksumAlgorithm } from "../protocol/checksum.ts";
import { S3Refusal } from "../protocol/refusal.ts";
import { element, xmlDocument } from "../protocol/xml.ts";
import { createId } from "../store/bucket.ts";
import type { PartRecord, UploadRecord } from "../store/records.ts";
import { addPart, createUpload, getUpload, listParts, listUploads, removeUpload } from "../store/uploads.ts";
import { encryptionHeaders, readAttributes } from "./attributes.ts";
import type { Answer, Call } from "./call.ts";
import { nameWriter, pageSize } from "./list-objects.ts";
import { etagOf } from "./put-object.ts";
import { rm } from "node:fs/promises";

const mostParts = 10_000;

/** The upload a request speaks of. @throws {S3Refusal} NoSuchBucket, NoSuchUpload */
export const uploadOf = (call: Call): Promise<UploadRecord> => getUpload(call.buckets.get(call.bucket), call.parameter("uploadId") ?? "", call.key);

export async function createMultipartUpload(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const attributes = readAttributes(call, bucket.record);
  const checksum = readChecksum(call);
  const upload: UploadRecord = { uploadId: createId(), key: call.key, initiatedAt: call.now().toISOString(), attributes, ...(checksum === undefined ? {} : { checksum }) };
  await createUpload(bucket, upload);
  return {
    status: 200,
    headers: { ...encryptionHeaders(attributes), ...(checksum === undefined ? {} : { "x-amz-checksum-algorithm": checksum.algorithm, "x-amz-checksum-type": checksum.type }) },
    body: xmlDocument("InitiateMultipartUploadResult", [element("Bucket", call.bucket), element("Key", call.key), element("UploadId", upload.uploadId)]),
  };
}

function readChecksum(call: Call): UploadRecord["checksum"] {
  const algorithm = call.header("x-amz-checksum-algorithm")?.toUpperCase();
  const type = call.header("x-amz-checksum-type")?.toUpperCase();
  if (algorithm === undefined) {
    if (type !== undefined) throw new S3Refusal("InvalidRequest", "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
    return undefined;
  }
  if (!isChecksumAlgorithm(algorithm)) throw new S3Refusal("InvalidRequest", "Checksum algorithm provided is unsupported.");
  const usual = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const asked = type ?? usual;
  const possible = algorithm.startsWith("SHA") ? ["COMPOSITE"] : algorithm === "CRC64NVME" ? ["FULL_OBJECT"] : ["COMPOSITE", "FULL_OBJECT"];
  if (!possible.includes(asked)) throw new S3Refusal("InvalidRequest", `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`);
  return { algorithm, type: asked === "COMPOSITE" ? "COMPOSITE" : "FULL_OBJECT" };
}

export async function uploadPart(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const number = Number(call.parameter("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) throw new S3Refusal("InvalidArgument", `Part number must be an integer between 1 and ${mostParts}, inclusive`, { ArgumentName: "partNumber", ArgumentValue: call.parameter("partNumber") ?? "" });
  const upload = await uploadOf(call);
  const body = await call.receive(bucket);
  const sent = body.vouched === "checksum" ? body.checksum.algorithm : undefined;
  try {
    if (upload.checksum !== undefined && sent !== upload.checksum.algorithm && !(sent === undefined && upload.checksum.algorithm === "CRC64NVME")) {
      throw new S3Refusal("InvalidRequest", `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum.algorithm.toLowerCase()}, actual checksum Type: ${sent?.toLowerCase() ?? "null"}`);
    }
    const part: PartRecord = { number, blob: createId(), size: body.size, etag: etagOf(body.md5, upload.attributes), modifiedAt: call.now().toISOString(), ...(upload.checksum === undefined && sent === undefined ? {} : { checksum: body.checksum }) };
    await bucket.exclusive(async () => {
      await uploadOf(call);
      await addPart(bucket, upload.uploadId, part, body.path);
    });
    return { status: 200, headers: { etag: `"${part.etag}"`, ...encryptionHeaders(upload.attributes), ...(part.checksum === undefined ? {} : { [checksumHeader(part.checksum.algorithm)]: part.checksum.value }) } };
  } catch (error) {
    await rm(body.path, { force: true });
    throw error;
  }
}

export async function listUploadParts(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const upload = await uploadOf(call);
  const marker = call.parameter("part-number-marker") ?? "0";
  const most = pageSize(call.parameter("max-parts"));
  const after = (await listParts(bucket, upload.uploadId)).filter(({ number }) => number > Number(marker));
  const page = after.slice(0, most);
  return {
    status: 200,
    body: xmlDocument("ListPartsResult", [
      element("Bucket", call.bucket),
      element("Key", call.key),
      element("UploadId", upload.uploadId),
      element("StorageClass", "STANDARD"),
      element("PartNumberMarker", marker),
      element("NextPartNumberMarker", page.at(-1)?.number ?? 0),
      element("MaxParts", most),
      element("IsTruncated", after.length > page.length),
      ...(upload.checksum === undefined ? [] : [element("ChecksumAlgorithm", upload.checksum.algorithm), element("ChecksumType", upload.checksum.type)]),
      ...page.map((part) =>
        element("Part", [
          element("PartNumber", part.number),
          element("LastModified", part.modifiedAt),
          element("ETag", `"${part.etag}"`),
          element("Size", part.size),
          ...(part.checksum === undefined ? [] : [element(`Checksum${part.checksum.algorithm}`, part.checksum.value)]),
        ]),
      ),
    ]),
  };
}

export async function listMultipartUploads(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const prefix = call.parameter("prefix") ?? "";
  const write = nameWriter(call.parameter("encoding-type"));
  const [keyMarker, idMarker] = [call.parameter("key-marker") ?? "", call.parameter("upload-id-marker") ?? ""];
  const most = pageSize(call.parameter("max-uploads"));
  const all = (await listUploads(bucket)).filter(({ key }) => key.startsWith(prefix));
  const from = keyMarker === "" ? 0 : all.findLastIndex(({ key, uploadId }) => (idMarker === "" ? key <= keyMarker : key === keyMarker && uploadId === idMarker)) + 1;
  const page = all.slice(from, from + most);
  const last = from + most < all.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: xmlDocument("ListMultipartUploadsResult", [
      element("Bucket", call.bucket),
      element("KeyMarker", write(keyMarker)),
      element("UploadIdMarker", idMarker),
      element("NextKeyMarker", last === undefined ? undefined : write(last.key)),
      element("NextUploadIdMarker", last?.uploadId),
      element("MaxUploads", most),
      element("IsTruncated", last !== undefined),
      ...page.map(({ key, uploadId, initiatedAt }) => element("Upload", [element("Key", write(key)), element("UploadId", uploadId), element("Initiated", initiatedAt), element("StorageClass", "STANDARD")])),
    ]),
  };
}

export async function abortMultipartUpload(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  return bucket.exclusive(async () => {
    const { uploadId } = await uploadOf(call);
    await removeUpload(bucket, uploadId);
    return { status: 204 };
  });
}
