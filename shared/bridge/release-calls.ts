import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { releaseRulesSchema } from "../release/bank-rules-schema.ts";
import type { ReleasesAnswer } from "../sync/release-messages.ts";

/** How the bank's workstations stand with releases: with the centre (G5004). What the bank decides of them is part of its policy. */
export const releaseInputs = {
  /** `preview`: whom other rules would reach. */
  "releases.read": z.object({ preview: releaseRulesSchema.optional() }),
} as const satisfies Record<string, z.ZodType>;
export type ReleaseAnswers = { "releases.read": Result<ReleasesAnswer, CodedError> };
