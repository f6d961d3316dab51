import type { DocumentFacts } from "../documents/document.ts";
import type { FileRow } from "./file-views.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Instant } from "../kernel/instant.ts";

/** A document of a file, and where its content is. */
export type DocumentView = DocumentFacts & {
  readonly attachedBy: string;
  readonly attachedAt: Instant;
  readonly place: DocumentPlace;
  /** Its content is whole on this computer: it may be opened, network or not. */
  readonly readable: boolean;
  readonly removable: boolean;
};
export type DocumentPlace =
  /** On this computer only: it leaves by itself, unless it was stopped, and why it did not yet. */
  | { readonly kind: "here-only"; readonly stopped: boolean; readonly error: CodedError | undefined }
  | { readonly kind: "sending"; readonly done: number; readonly total: number }
  | { readonly kind: "centre" }
  /** Its content is not on this computer. */
  | { readonly kind: "to-fetch"; readonly error: CodedError | undefined }
  | { readonly kind: "fetching"; readonly done: number; readonly total: number }
  /** The centre did not take it into the file. */
  | { readonly kind: "refused"; readonly error: CodedError | undefined };
/** Files of which documents are missing; `total` counts those beyond the limit too. */
export type MissingDocuments = { readonly total: number; readonly rows: readonly { readonly row: FileRow; readonly missing: number }[] };
export type DocumentAdded = { readonly kind: "more"; readonly have: number } | { readonly kind: "added"; readonly document: string };
/** `next` is undefined at the end. */
export type DocumentBytes = { readonly bytes: string; readonly next: number | undefined };
