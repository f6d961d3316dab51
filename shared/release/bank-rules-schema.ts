import { z } from "zod";
import { MOST_FIRST_BRANCHES, type ReleaseRules } from "./bank-rules.ts";
import { isVersion, type Version } from "./version.ts";

/** {@link ReleaseRules}, as they are told and kept. */
export const releaseRulesSchema = z.strictObject({
  halted: z.boolean(),
  upTo: z.custom<Version>(isVersion, "not-a-version").nullable(),
  firstBranches: z.array(z.uuid()).max(MOST_FIRST_BRANCHES).readonly(),
  share: z.int().min(0).max(100),
}) satisfies z.ZodType<ReleaseRules>;
