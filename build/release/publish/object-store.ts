/** What publishing needs of a store of objects. Each write is on the disk of the store when it is answered; each read is of the last write. */
export type ObjectStore = {
  /** The bytes of a small object and the tag of this state of it; undefined where there is none. */
  readonly get: (key: string) => Promise<StoredObject | undefined>;
  readonly describe: (key: string) => Promise<ObjectFacts | undefined>;
  /** Writes only if the condition holds at that moment; `crossed` when it does not. */
  readonly put: (key: string, bytes: Uint8Array, facts: WriteFacts) => Promise<"written" | "crossed">;
  /** Uploads of this key that were begun and not ended, newest first. */
  readonly listUploads: (key: string) => Promise<readonly OpenUpload[]>;
  readonly beginUpload: (key: string, facts: UploadFacts) => Promise<string>;
  /** `gone`: the upload was ended meanwhile. */
  readonly putPart: (key: string, uploadId: string, part: Part, bytes: Uint8Array) => Promise<UploadedPart | "gone">;
  /** Makes the object of its parts, if there is none yet. */
  readonly completeUpload: (key: string, uploadId: string, parts: readonly UploadedPart[], facts: Pick<UploadFacts, "crc32" | "size">) => Promise<"written" | "crossed" | "gone">;
  readonly abortUpload: (key: string, uploadId: string) => Promise<void>;
  /** Every key under a prefix. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
  readonly close: () => void;
};

export type StoredObject = { readonly bytes: Uint8Array; readonly etag: string };
/** `crc32`: base64, of the whole object, as the store computed it; undefined where it is of another kind. */
export type ObjectFacts = { readonly size: number; readonly crc32: string | undefined; readonly sha512: string | undefined };
export type Condition = { readonly kind: "absent" } | { readonly kind: "replaces"; readonly etag: string };
export type WriteFacts = { readonly condition: Condition; readonly contentType: string; readonly cacheControl: string; readonly crc32?: string; readonly sha512?: string };
export type UploadFacts = { readonly contentType: string; readonly cacheControl: string; readonly crc32: string; readonly sha512: string; readonly size: number };
export type Part = { readonly number: number; readonly size: number; readonly crc32: string };
export type UploadedPart = Part & { readonly etag: string };
export type OpenUpload = { readonly uploadId: string; readonly parts: readonly UploadedPart[] };
