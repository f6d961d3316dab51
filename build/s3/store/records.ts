import { z } from "zod";
import { checksumAlgorithms } from "../protocol/checksum.ts";

const retention = z.strictObject({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), until: z.iso.datetime() });

/** What was asked for with an object and is given back with it. */
const attributes = z.strictObject({
  /** Content-Type and the like, by lower-case name. */
  headers: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.string()),
  encryption: z.strictObject({ algorithm: z.enum(["AES256", "aws:kms"]), keyId: z.string().optional() }),
  retention: retention.optional(),
  legalHold: z.boolean(),
});

const objectVersion = z.strictObject({
  kind: z.literal("object"),
  versionId: z.string(),
  /** Name of the file under blobs/. */
  blob: z.string(),
  size: z.int().nonnegative(),
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
  attributes,
  checksum: z.strictObject({ algorithm: z.enum(checksumAlgorithms), value: z.string(), type: z.enum(["FULL_OBJECT", "COMPOSITE"]) }),
});

const deleteMarker = z.strictObject({ kind: z.literal("delete-marker"), versionId: z.string(), modifiedAt: z.iso.datetime() });

/** All versions of one key, newest first. */
export const keyRecord = z.strictObject({ key: z.string(), versions: z.array(z.discriminatedUnion("kind", [objectVersion, deleteMarker])) });

export const bucketRecord = z.strictObject({
  versioning: z.enum(["never", "Enabled", "Suspended"]),
  objectLock: z.boolean(),
  defaultRetention: z.strictObject({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), days: z.int().positive() }).optional(),
  /** Keys that begin so are readable by anybody. */
  publicPrefixes: z.array(z.string()),
});

export const uploadRecord = z.strictObject({
  uploadId: z.string(),
  key: z.string(),
  initiatedAt: z.iso.datetime(),
  attributes,
  checksum: z.strictObject({ algorithm: z.enum(checksumAlgorithms), type: z.enum(["FULL_OBJECT", "COMPOSITE"]) }).optional(),
});

export const partRecord = z.strictObject({
  number: z.int().min(1).max(10_000),
  blob: z.string(),
  size: z.int().nonnegative(),
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
  checksum: z.strictObject({ algorithm: z.enum(checksumAlgorithms), value: z.string() }).optional(),
});

export type Retention = z.infer<typeof retention>;
export type Attributes = z.infer<typeof attributes>;
export type ObjectVersion = z.infer<typeof objectVersion>;
export type DeleteMarker = z.infer<typeof deleteMarker>;
export type Version = ObjectVersion | DeleteMarker;
export type BucketRecord = z.infer<typeof bucketRecord>;
export type UploadRecord = z.infer<typeof uploadRecord>;
export type PartRecord = z.infer<typeof partRecord>;
