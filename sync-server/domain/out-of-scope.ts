import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../shared/kernel/result.ts";
import { OutOfScope } from "../store/store.ts";

/** What the database itself refused is none of the caller's: G3002. Anything else goes on up. */
export function refuseOutOfScope(error: unknown): Result<never, CodedError> {
  if (error instanceof OutOfScope) return err({ code: "G3002" });
  throw error;
}
