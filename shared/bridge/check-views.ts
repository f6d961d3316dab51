import type { CodedError } from "../kernel/error-codes.ts";
import type { Instant } from "../kernel/instant.ts";

/** When every branch was last known to hold what the centre holds, by the centre's clock, and how many files had to be fetched anew for it. */
export type LastCheck = { readonly at: Instant; readonly mended: number; /** Of some branch differences stayed. */ readonly differs: boolean };

/**
 * A branch compared with the centre on demand. `moved`: the branch was too busy to be compared, tried again within hours. `failed`: `error` says why.
 * `mended` files were not the centre's here.
 */
export type BranchCheck = {
  readonly name: string;
  readonly outcome: "same" | "mended" | "differs" | "moved" | "failed";
  readonly files: number;
  readonly mended: number;
  /** The last comparison that came to its end. */
  readonly checkedAt: Instant | undefined;
  readonly error: CodedError | undefined;
};
