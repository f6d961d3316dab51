import type { CodedError, ErrorCode, ErrorParams, FieldFault } from "../../shared/kernel/error-codes.ts";

/** An expected failure met where only throwing leaves the framework's pipeline. Becomes the answer of its code, never a 500. */
export class Refusal extends Error {
  readonly coded: CodedError;
  /** Seconds, for Retry-After; the code's own default when undefined. */
  readonly retryAfterS: number | undefined;

  constructor(coded: CodedError, retryAfterS?: number) {
    super(coded.code);
    this.name = "Refusal";
    this.coded = coded;
    this.retryAfterS = retryAfterS;
  }
}

/** Refuses with the path of the fault, in words of machines: the sentences are keyed by the code. */
export const refuseAt = (code: ErrorCode, path: string, reason: string, params?: ErrorParams): Refusal =>
  new Refusal({ code, fields: [faultAt(path, reason)], params: { ...params, path } });

const faultAt = (path: string, reason: string): FieldFault => ({ field: path, reason });
