import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { ExportReady } from "./import-views.ts";
import { day, file, format, language, none } from "./input-shapes.ts";
import { MOST_PREMIUMS, type PremiumLine, type PremiumsDone, type PremiumsDue } from "./premium-views.ts";

/** Guarantee premiums of the loans of her branches, from what is on this computer. Part of the contract. */
export const premiumInputs = {
  "premiums.due": none,
  /** Not taken, due between two days, both included, the oldest first. Locked, none. */
  "premiums.list": z.object({ from: day, until: day }),
  /** The same as a table. G1008, G1005. */
  "premiums.export": z.object({ from: day, until: day, format, language }),
  /** Each was taken that day, at that amount in cents. What cannot be recorded says why and stays as it was. G1008; G1005 stops the whole. */
  "premiums.record": z.object({ on: day, lines: z.array(z.object({ file, year: z.int().min(1).max(10), amount: z.int().min(1) })).min(1).max(MOST_PREMIUMS) }),
} as const satisfies Record<string, z.ZodType>;

export type PremiumAnswers = {
  "premiums.due": PremiumsDue;
  "premiums.list": readonly PremiumLine[];
  "premiums.export": Result<ExportReady, CodedError>;
  "premiums.record": Result<PremiumsDone, CodedError>;
};
