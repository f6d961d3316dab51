import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { ExportReady } from "./import-views.ts";
import { branch, day, format, language } from "./input-shapes.ts";
import { OVERVIEW_PERIODS, type DayAccount, type Overview } from "./overview-views.ts";

/** More than any bank has. */
const MOST_BRANCHES = 20_000;

/** Figures of the branches that this person sees, from what is on this computer. Part of the contract. */
export const overviewInputs = {
  /** Without branches, all of hers. The first asking reads every file. G1008, G3002 not her branch. */
  "overview.show": z.object({ branches: z.array(branch).min(1).max(MOST_BRANCHES).optional(), period: z.enum(OVERVIEW_PERIODS) }),
  /** `compare` asks the centre; without it nothing leaves this computer. G1008, G3002. */
  "overview.day": z.object({ branch, day, compare: z.boolean() }),
  /** The same, file by file, as a table. Nothing is asked of the centre: the last comparison is told. G1008, G3002. */
  "overview.exportDay": z.object({ branch, day, format, language }),
} as const satisfies Record<string, z.ZodType>;

export type OverviewAnswers = {
  "overview.show": Result<Overview, CodedError>;
  "overview.day": Result<DayAccount, CodedError>;
  "overview.exportDay": Result<ExportReady, CodedError>;
};
