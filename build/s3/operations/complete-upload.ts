import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { type ChecksumAlgorithm, checksumHeader, compositeChecksum, createChecksum } from "../protocol/checksum.ts";
import { S3Refusal } from "../protocol/refusal.ts";
import { childrenOf, childText, element, type XmlElement, xmlDocument } from "../protocol/xml.ts";
import type { Bucket } from "../store/bucket.ts";
import type { ObjectVersion, PartRecord, UploadRecord } from "../store/records.ts";
import { listParts, partPath, removeUpload } from "../store/uploads.ts";
import { encryptionHeaders } from "./attributes.ts";
import type { Answer, Call } from "./call.ts";
import { uploadOf } from "./multipart.ts";
import { addVersion } from "./put-object.ts";

/** The least a part may weigh, unless it is the last: 5 MiB. */
export const leastPartBytes = 5 * 1024 ** 2;

/** Makes one object of the parts that are listed, in their order; whatever is not listed is thrown away. */
export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  const upload = await uploadOf(call);
  const parts = chooseParts(await call.readXml(), await listParts(bucket, upload.uploadId), upload);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  checkWhole(call, upload, size);
  const path = bucket.incoming();
  const checksum = await joinParts(bucket, upload, parts, path);
  const declared = call.header(checksumHeader(checksum.algorithm));
  if (declared !== undefined && declared.replace(/-\d+$/, "") !== checksum.value.replace(/-\d+$/, "")) {
    await rm(path, { force: true });
    throw new S3Refusal("BadDigest", `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
  }
  const etag = `${createHash("md5").update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, "hex")))).digest("hex")}-${parts.length}`;
  const version = await addVersion(call, bucket, { path, size, etag, attributes: upload.attributes, checksum });
  await bucket.exclusive(() => removeUpload(bucket, upload.uploadId));
  return {
    status: 200,
    headers: { ...encryptionHeaders(upload.attributes), ...(version.versionId === "null" ? {} : { "x-amz-version-id": version.versionId }) },
    body: xmlDocument("CompleteMultipartUploadResult", [
      element("Location", `/${call.bucket}/${call.key}`),
      element("Bucket", call.bucket),
      element("Key", call.key),
      element("ETag", `"${etag}"`),
      element(`Checksum${checksum.algorithm}`, checksum.value),
      element("ChecksumType", checksum.type),
    ]),
  };
}

/** What the request may say of the whole object besides its checksum. */
function checkWhole(call: Call, upload: UploadRecord, size: number): void {
  const said = call.header("x-amz-mp-object-size");
  if (said !== undefined && said !== String(size)) throw new S3Refusal("InvalidRequest", `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${size}`);
  const type = call.header("x-amz-checksum-type");
  if (type !== undefined && upload.checksum !== undefined && type !== upload.checksum.type) throw new S3Refusal("InvalidRequest", `The upload was created using the ${upload.checksum.type} checksum mode. The complete request must use the same checksum mode.`);
}

function chooseParts(asked: XmlElement, kept: readonly PartRecord[], upload: UploadRecord): readonly PartRecord[] {
  const listed = childrenOf(asked, "Part");
  if (asked.name !== "CompleteMultipartUpload" || listed.length === 0) throw new S3Refusal("MalformedXML");
  const parts = listed.map((one) => {
    const number = Number(childText(one, "PartNumber"));
    if (!Number.isInteger(number)) throw new S3Refusal("MalformedXML");
    const part = kept.find((known) => known.number === number);
    const etag = (childText(one, "ETag") ?? "").replaceAll(/^"|"$/g, "");
    if (part?.etag !== etag) throw new S3Refusal("InvalidPart", undefined, { UploadId: upload.uploadId, PartNumber: String(number), ETag: etag });
    checkPartChecksum(one, part, upload);
    return part;
  });
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) throw new S3Refusal("InvalidPartOrder", undefined, { UploadId: upload.uploadId });
  const small = parts.slice(0, -1).find(({ size }) => size < leastPartBytes);
  if (small !== undefined) throw new S3Refusal("EntityTooSmall", undefined, { ProposedSize: String(small.size), MinSizeAllowed: String(leastPartBytes), PartNumber: String(small.number), ETag: small.etag });
  return parts;
}

function checkPartChecksum(asked: XmlElement, part: PartRecord, { checksum, uploadId }: UploadRecord): void {
  const algorithm: ChecksumAlgorithm | undefined = checksum?.algorithm ?? part.checksum?.algorithm;
  const value = algorithm === undefined ? undefined : childText(asked, `Checksum${algorithm}`);
  if (value === undefined && checksum?.type === "COMPOSITE") {
    throw new S3Refusal("InvalidRequest", `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`);
  }
  if (value !== undefined && value !== part.checksum?.value) throw new S3Refusal("InvalidPart", undefined, { UploadId: uploadId, PartNumber: String(part.number), ETag: part.etag });
}

async function joinParts(bucket: Bucket, upload: UploadRecord, parts: readonly PartRecord[], path: string): Promise<ObjectVersion["checksum"]> {
  const { algorithm, type } = upload.checksum ?? ({ algorithm: "CRC64NVME", type: "FULL_OBJECT" } as const);
  const checksum = createChecksum(algorithm);
  const file = await open(path, "wx");
  try {
    for (const part of parts) {
      for await (const piece of createReadStream(partPath(bucket, upload.uploadId, part))) {
        const bytes = Buffer.from(piece);
        if (type === "FULL_OBJECT") checksum.update(bytes);
        await file.writeFile(bytes);
      }
    }
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new S3Refusal("NoSuchUpload", undefined, { UploadId: upload.uploadId });
    throw error;
  } finally {
    await file.close();
  }
  const values = parts.map((part) => part.checksum?.value ?? "");
  return { algorithm, type, value: type === "COMPOSITE" ? compositeChecksum(algorithm, values) : checksum.digest().toString("base64") };
}
