import { z } from "zod";
import { isDepartment } from "../entry/department.ts";
import { day, file, language } from "./input-shapes.ts";
import { REASON_LENGTH, REFUSAL_KINDS } from "./paper-views.ts";

/** What the letter says of a refusal by the bank: of the loan, or to examine the request at all. */
export const refusalSchema = z.object({
  kind: z.enum(REFUSAL_KINDS),
  reason: z.string().trim().min(REASON_LENGTH.least).max(REASON_LENGTH.most),
  decidedOn: day,
  signatory: z.object({ name: z.string().trim().min(1).max(120), role: z.string().trim().max(120).optional() }),
  /** Of the mediator, as a person corrected it. Absent: that of the postal code where it tells, or a blank to fill in (""). */
  department: z.string().refine((text) => text === "" || isDepartment(text)).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** The letter has no language: it is for the client, in French. */
export const paperOrderSchema = z.discriminatedUnion("paper", [
  z.object({ paper: z.enum(["summary", "schedule", "registration"]), file, language }),
  z.object({ paper: z.literal("attestation"), file, language }),
  z.object({ paper: z.literal("refusal"), file, refusal: refusalSchema }),
]);
export type PaperOrder = z.infer<typeof paperOrderSchema>;
/** Those that a workstation makes by itself; the attestation is the centre's. */
export type LocalPaperOrder = Exclude<PaperOrder, { readonly paper: "attestation" }>;
