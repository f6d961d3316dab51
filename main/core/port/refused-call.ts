import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";

/** A call that is refused before its handler is asked, whatever its answer would be. It crosses as its code. */
export class RefusedCall extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = "RefusedCall";
    this.code = code;
  }
}
