import type { DocumentPlace } from "../../shared/sync/protocol.ts";

/** Whose document: contents are kept by bank, file and hash, so that none is found through another file. */
export type ObjectKey = { readonly bank: string; readonly file: string; readonly document: string };
export type PartName = { readonly part: string; readonly size: number };
/** Exclusive end. */
export type ByteRange = { readonly from: number; readonly to: number };

/** The store cannot be reached, or refuses: nothing is known of what was asked. */
export class ObjectsAway extends Error {}

/**
 * Contents of documents. Parts wait apart until they are joined and checked; only whole documents are kept, and none is erased but with all of its file.
 * One interface, two stores; the contract suite runs on both.
 */
export type ObjectStore = {
  readonly kind: "folder" | "s3";
  /** An address good for exactly these bytes; undefined: they come through the centre. */
  readonly addressForPart: (key: ObjectKey, name: PartName) => Promise<DocumentPlace | undefined>;
  /** The caller has checked that these are the bytes of that name. Durable when it answers; repeating it is harmless. */
  readonly putPart: (key: ObjectKey, name: PartName, bytes: Uint8Array) => Promise<void>;
  /** Of these, the parts that are there, whole. */
  readonly listParts: (key: ObjectKey, names: readonly PartName[]) => Promise<ReadonlySet<string>>;
  readonly readPart: (key: ObjectKey, name: PartName) => Promise<Uint8Array | undefined>;
  /** Every part of the document, of whatever size it was once sent in. */
  readonly dropParts: (key: ObjectKey) => Promise<void>;
  readonly put: (key: ObjectKey, bytes: Uint8Array) => Promise<void>;
  /** An address good for reading this document; undefined: it is read through the centre. */
  readonly addressForReading: (key: ObjectKey) => Promise<DocumentPlace | undefined>;
  readonly read: (key: ObjectKey, range: ByteRange) => Promise<Uint8Array | undefined>;
  /** [ER14] Everything of one file, its parts too. `until`, ms: a lock keeps some of the bytes that long; they are hidden meanwhile, and it is to be asked again. Repeating it is harmless. */
  readonly eraseFile: (of: Pick<ObjectKey, "bank" | "file">) => Promise<{ readonly until: number | undefined }>;
  readonly close: () => Promise<void>;
};
