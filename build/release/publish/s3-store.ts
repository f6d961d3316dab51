import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command,
  ListPartsCommand, PutObjectCommand, S3Client, UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { ObjectStore, OpenUpload, UploadedPart } from "./object-store.ts";
import { isNamed, statusOf, stopOf } from "./s3-fault.ts";

export type S3Place = {
  readonly bucket: string;
  readonly region: string;
  /** Another host than Amazon's; the bucket is then in the path. */
  readonly endpoint: string | undefined;
  /** Undefined: the SDK looks where it always does (profile, role of the machine, …). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | undefined;
};

const attempts = 5;
/** A connection that neither opens nor moves for so long is tried again. */
const connectionTimeoutMs = 10_000;
const silenceMs = 60_000;

/** A bucket of S3, or of a host that speaks it. Refusals and failures are thrown as PublishStop. */
export function openS3Store({ bucket: Bucket, region, endpoint, credentials }: S3Place): ObjectStore {
  const client = new S3Client({
    region,
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: silenceMs },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const guarded = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw stopOf(error, key);
    }
  };
  /** The answer for a refusal that is expected, undefined for any other. */
  const expected = async <T, E>(work: () => Promise<T>, read: (error: unknown) => E | undefined): Promise<T | E> => {
    try {
      return await work();
    } catch (error) {
      const answer = read(error);
      if (answer === undefined) throw error;
      return answer;
    }
  };
  const isCrossed = (error: unknown): "crossed" | undefined => (statusOf(error) === 412 || isNamed(error, "ConditionalRequestConflict") ? "crossed" : undefined);
  const isAbsent = (error: unknown): "absent" | undefined => (isNamed(error, "NoSuchKey", "NotFound") ? "absent" : undefined);
  const isGone = (error: unknown): "gone" | undefined => (isNamed(error, "NoSuchUpload") ? "gone" : undefined);

  return {
    get: (Key) =>
      guarded(Key, async () => {
        const found = await expected(() => client.send(new GetObjectCommand({ Bucket, Key })), isAbsent);
        return found === "absent" || found.Body === undefined ? undefined : { bytes: await found.Body.transformToByteArray(), etag: found.ETag ?? "" };
      }),
    describe: (Key) =>
      guarded(Key, async () => {
        const found = await expected(() => client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" })), isAbsent);
        if (found === "absent") return undefined;
        return { size: found.ContentLength ?? 0, crc32: found.ChecksumType === "FULL_OBJECT" ? found.ChecksumCRC32 : undefined, sha512: found.Metadata?.["sha512"] };
      }),
    put: (Key, Body, { condition, contentType, cacheControl, crc32, sha512 }) =>
      guarded(Key, () =>
        expected(async () => {
          await client.send(new PutObjectCommand({
            Bucket, Key, Body, ContentType: contentType, CacheControl: cacheControl, ContentLength: Body.length, ChecksumAlgorithm: "CRC32",
            ...(condition.kind === "absent" ? { IfNoneMatch: "*" } : { IfMatch: condition.etag }),
            ...(crc32 === undefined ? {} : { ChecksumCRC32: crc32 }),
            ...(sha512 === undefined ? {} : { Metadata: { sha512 } }),
          }));
          return "written" as const;
        }, (error) => isCrossed(error) ?? (condition.kind === "replaces" && isAbsent(error) !== undefined ? "crossed" : undefined))),
    listUploads: (Key) =>
      guarded(Key, async () => {
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
        const own = Uploads.filter((upload) => upload.Key === Key).toSorted((left, right) => (right.Initiated?.getTime() ?? 0) - (left.Initiated?.getTime() ?? 0));
        return (await Promise.all(own.map(({ UploadId = "" }) => readUpload(Key, UploadId)))).filter((upload) => upload !== undefined);
      }),
    beginUpload: (Key, { contentType, cacheControl, sha512 }) =>
      guarded(Key, async () => {
        const { UploadId = "" } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: contentType, CacheControl: cacheControl, Metadata: { sha512 }, ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" }));
        return UploadId;
      }),
    putPart: (Key, UploadId, part, Body) =>
      guarded(Key, () =>
        expected(async () => {
          const { ETag = "" } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: part.number, Body, ContentLength: Body.length, ChecksumAlgorithm: "CRC32", ChecksumCRC32: part.crc32 }));
          return { ...part, etag: ETag };
        }, isGone)),
    completeUpload: (Key, UploadId, parts, { crc32, size }) =>
      guarded(Key, () =>
        expected(async () => {
          const Parts = parts.map(({ number, etag, crc32: ofPart }) => ({ PartNumber: number, ETag: etag, ChecksumCRC32: ofPart }));
          await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ChecksumCRC32: crc32, ChecksumType: "FULL_OBJECT", MpuObjectSize: size, IfNoneMatch: "*" }));
          return "written" as const;
        }, (error) => isCrossed(error) ?? isGone(error))),
    abortUpload: (Key, UploadId) => guarded(Key, async () => void (await expected(() => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })), isGone))),
    list: (Prefix) =>
      guarded(Prefix, async () => {
        const keys: string[] = [];
        for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
          const page: { readonly Contents?: readonly { readonly Key?: string | undefined }[] | undefined; readonly NextContinuationToken?: string | undefined } = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: token }));
          keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
          token = page.NextContinuationToken;
        }
        return keys;
      }),
    close: () => client.destroy(),
  };

  /** The upload and its whole parts; undefined where it is not of our kind, or has just ended. */
  async function readUpload(Key: string, uploadId: string): Promise<OpenUpload | undefined> {
    const parts: UploadedPart[] = [];
    for (let marker: string | undefined, more = true; more; ) {
      const page = await expected(() => client.send(new ListPartsCommand({ Bucket, Key, UploadId: uploadId, PartNumberMarker: marker })), isGone);
      if (page === "gone" || page.ChecksumAlgorithm !== "CRC32" || page.ChecksumType !== "FULL_OBJECT") return undefined;
      for (const { PartNumber: number = 0, Size: size = 0, ChecksumCRC32: crc32 = "", ETag: etag = "" } of page.Parts ?? []) parts.push({ number, size, crc32, etag });
      more = page.IsTruncated === true;
      marker = page.NextPartNumberMarker;
    }
    return { uploadId, parts };
  }
}
