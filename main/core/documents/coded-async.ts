import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CodedFailure } from "../db/connection.ts";

/** Awaits work that may throw a coded failure, and answers it as a value; anything else is a bug and goes on up. */
export async function codedAsync<T>(work: () => Promise<T>): Promise<Result<T, CodedError>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof CodedFailure) return err(error.coded);
    throw error;
  }
}
