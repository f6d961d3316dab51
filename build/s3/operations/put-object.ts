import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { checksumHeader } from "../protocol/checksum.ts";
import { S3Refusal } from "../protocol/refusal.ts";
import { type Bucket, createId } from "../store/bucket.ts";
import type { Attributes, ObjectVersion } from "../store/records.ts";
import { encryptionHeaders, readAttributes } from "./attributes.ts";
import type { Answer, Call } from "./call.ts";
import { checkWrite } from "./preconditions.ts";

/** A version of an object before it has a place: its bytes lie at `path`. */
export type Fresh = { readonly path: string; readonly size: number; readonly etag: string; readonly attributes: Attributes; readonly checksum: ObjectVersion["checksum"] };

export async function putObject(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  if (call.header("x-amz-copy-source") !== undefined) throw new S3Refusal("NotImplemented", undefined, { Header: "x-amz-copy-source" });
  const attributes = readAttributes(call, bucket.record);
  const body = await call.receive(bucket);
  if (body.vouched === "no" && (call.header("x-amz-object-lock-mode") !== undefined || call.header("x-amz-object-lock-legal-hold") !== undefined)) {
    await rm(body.path, { force: true });
    throw new S3Refusal("InvalidRequest", "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters");
  }
  const version = await addVersion(call, bucket, { path: body.path, size: body.size, etag: etagOf(body.md5, attributes), attributes, checksum: { ...body.checksum, type: "FULL_OBJECT" } });
  return {
    status: 200,
    headers: {
      etag: `"${version.etag}"`,
      [checksumHeader(version.checksum.algorithm)]: version.checksum.value,
      "x-amz-checksum-type": version.checksum.type,
      ...encryptionHeaders(attributes),
      ...(version.versionId === "null" ? {} : { "x-amz-version-id": version.versionId }),
    },
  };
}

/** An entity tag is the bytes' MD5 only where no KMS key encrypts them: nobody may count on it. */
export const etagOf = (md5: Buffer, { encryption }: Attributes): string =>
  encryption.algorithm === "AES256" ? md5.toString("hex") : createHash("md5").update(md5).update(createId()).digest("hex");

/** Gives the bytes their place if the request's conditions hold at that moment; else removes them. @throws {S3Refusal} PreconditionFailed, NoSuchKey */
export async function addVersion(call: Call, bucket: Bucket, { path, size, etag, attributes, checksum }: Fresh): Promise<ObjectVersion> {
  try {
    return await bucket.exclusive(async () => {
      checkWrite(call, bucket.current(call.key));
      const version: ObjectVersion = {
        kind: "object",
        versionId: bucket.record.versioning === "Enabled" ? createId() : "null",
        blob: createId(),
        size,
        etag,
        modifiedAt: call.now().toISOString(),
        attributes,
        checksum,
      };
      await bucket.add(call.key, version, path);
      return version;
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
