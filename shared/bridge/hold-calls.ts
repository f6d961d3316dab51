import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import { isUuid, type FileId } from "../kernel/ids.ts";
import type { Result } from "../kernel/result.ts";
import { HOLD_REASONS } from "../retention/hold-reasons.ts";

const uuid = z.custom<string>(isUuid, "not an id");
const file = z.custom<FileId>(isUuid, "not an id");

/** What holds a file, so that it is not erased: with the centre (G5004), for managers and administrators (G3002). */
export const holdInputs = {
  "holds.list": z.object({ file }),
  /** G9576 there already. */
  "holds.set": z.object({ file, reason: z.enum(HOLD_REASONS) }),
  /** The first word asks, another person's does it; `withdraw` takes the word back. G9504 the same person again, G9576 no longer there. */
  "holds.lift": z.object({ file, hold: uuid, withdraw: z.boolean().optional() }),
} as const satisfies Record<string, z.ZodType>;

/** `by` are names. `reason` may be one of a newer centre. `lift`: somebody asked that it be lifted. */
export type HoldView = { readonly hold: string; readonly reason: string; readonly by: string; readonly at: number; readonly lift: { readonly by: string; readonly until: number; readonly mine: boolean } | undefined };
export type HoldAnswers = {
  "holds.list": Result<readonly HoldView[], CodedError>;
  "holds.set": Result<readonly HoldView[], CodedError>;
  "holds.lift": Result<readonly HoldView[], CodedError>;
};
