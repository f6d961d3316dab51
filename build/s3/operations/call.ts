import type { XmlElement } from "../protocol/xml.ts";
import type { Account } from "../signature/account.ts";
import type { Bucket } from "../store/bucket.ts";
import type { Buckets } from "../store/buckets.ts";
import type { Received } from "./receive-body.ts";

/** A request that has been let in, as an operation sees it. */
export type Call = {
  readonly bucket: string;
  readonly key: string;
  readonly parameter: (name: string) => string | undefined;
  /** By lower-case name; a presigned request may carry its `x-amz-…` headers as parameters. */
  readonly header: (name: string) => string | undefined;
  readonly headerNames: readonly string[];
  /** Undefined: nobody signed. Only reading under a public prefix is then let in. */
  readonly account: Account | undefined;
  readonly buckets: Buckets;
  readonly kmsKeys: readonly string[];
  readonly region: string;
  readonly now: () => Date;
  /** Takes the body into a file of the bucket, checked against all that was said of it. */
  readonly receive: (bucket: Bucket) => Promise<Received>;
  readonly readXml: () => Promise<XmlElement>;
};

/** Bytes of a file from `start` to `end`, both included. */
export type FileSlice = { readonly path: string; readonly start: number; readonly end: number };

export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | FileSlice };

export type Operation = (call: Call) => Promise<Answer>;
