import type { ErrorCode } from "../../shared/kernel/error-codes.ts";

/**
 * How this page stands with the program behind it.
 * `no-address`: the page has no valid address, a person must ask for a new one. `gone`: the program does not answer.
 */
export type HostLink = "joining" | "joined" | "no-address" | "gone";

/** A call that could not be answered: the code that the host gave, or G5001 when it gave none. */
export class BridgeFailure extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(`bridge call failed: ${code}`);
    this.code = code;
  }
}
