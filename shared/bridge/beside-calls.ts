import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { FileView } from "./file-views.ts";
import { file, none, told } from "./input-shapes.ts";
import type { Profile } from "./session-views.ts";

/** Two people at one keyboard: a colleague records a step where somebody else's desk is open, with her own passphrase. Part of the contract. */
export const besideInputs = {
  /** Other profiles of this computer. Outside every lock: who they may be for is known once one of them is unlocked. */
  "beside.people": none,
  /**
   * The colleague's profile is unlocked for as long as the step takes; it is hers, judged by her rights, and sealed in her own line; this desk hears it and brings it to the
   * centre. G1001 and storage codes of her profile, G8016 the same person, G8017 a profile that cannot serve here, G8018 the file has not arrived whole from the centre, and every error of `files.record`.
   */
  "beside.record": z.object({ file, profile: z.string(), passphrase: z.string().max(1_000), ...told }),
} as const satisfies Record<string, z.ZodType>;

export type BesideAnswers = {
  "beside.people": readonly Profile[];
  "beside.record": Result<FileView, CodedError>;
};
