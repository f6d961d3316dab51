import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { BeginDocumentAnswer, BeginDocumentRequest, CompleteDocumentRequest, FindDocumentAnswer } from "../../../shared/sync/protocol.ts";
import type { ByteRange } from "../../objects/object-store.ts";
import type { Caller } from "../services.ts";

export type PartOf = { readonly file: string; readonly document: string; readonly part: string };

/** What the centre does with contents of documents ([DO5] to [DO9]). */
export type DocumentServices = {
  readonly begin: (caller: Caller, request: BeginDocumentRequest) => Promise<Result<BeginDocumentAnswer, CodedError>>;
  /** One part through the centre, where the store gives no address. */
  readonly putPart: (caller: Caller, name: PartOf, bytes: Uint8Array) => Promise<Result<{ readonly stored: true }, CodedError>>;
  readonly complete: (caller: Caller, request: CompleteDocumentRequest) => Promise<Result<{ readonly complete: true }, CodedError>>;
  readonly find: (caller: Caller, request: CompleteDocumentRequest) => Promise<Result<FindDocumentAnswer, CodedError>>;
  /** Through the centre: `size` is the whole's, `bytes` the range of it. */
  readonly read: (caller: Caller, name: Omit<PartOf, "part">, range: ByteRange | undefined) => Promise<Result<{ readonly size: number; readonly from: number; readonly bytes: Uint8Array }, CodedError>>;
};
