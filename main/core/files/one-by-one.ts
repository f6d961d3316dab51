import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { breathe } from "../breathe.ts";
import type { Desk } from "./desk.ts";

/** Files recorded before others are answered. */
const BREATH = 20;

/** Records in many files, each by itself: what is refused in one is its own affair. Errors: G1008 locked meanwhile, G1005 a disk that is full; what was recorded before stays. */
export async function oneByOne<T>(desk: Pick<Desk, "isOpen">, items: readonly T[], record: (item: T) => Result<unknown, CodedError>): Promise<Result<undefined, CodedError>> {
  for (const [index, item] of items.entries()) {
    if (index % BREATH === BREATH - 1) await breathe();
    if (!desk.isOpen()) return err({ code: "G1008" });
    const done = record(item);
    if (!done.ok && done.error.code === "G1005") return done;
  }
  return ok(undefined);
}
