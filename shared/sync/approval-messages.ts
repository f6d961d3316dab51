import { z } from "zod";
import { MAX_CENTS } from "../kernel/cents.ts";
import { ofCentre, uuid } from "./message-parts.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const levelSchema = z.object({ name: z.string(), /** Cents; absent: any amount. */ upTo: z.int().min(0).max(MAX_CENTS).optional() });

/** What a person may approve, from her bank's ladder ([LI3]); {@link Approvals} of shared/life. */
export const approvalsSchema = z.object({
  ladder: z.array(levelSchema),
  own: levelSchema.optional(),
  standIns: z.array(z.object({ for: z.string(), level: levelSchema, from: day, until: day })),
});

/** Somebody who is away, as her colleagues are told. Days are both included. */
export const absenceSchema = z.object({ user: z.string(), from: day, until: day, standIn: z.string() });
export type Absence = z.infer<typeof absenceSchema>;

/** POST /v1/absence: the caller's own absence, or as administrator somebody else's (`user`); without one, the present one ends. */
export const absenceRequestSchema = z.object({ ...ofCentre, user: uuid.optional(), absence: z.object({ from: day, until: day, standIn: uuid }).optional() });
export type AbsenceRequest = z.infer<typeof absenceRequestSchema>;
