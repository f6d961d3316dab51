import { z } from "zod";
import { address, count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

/** What an auditor reads of her bank, through the centre and one thing at a time: each answer was noted in the audit before it left. */

/** POST /v1/inspect/files: by registration number or by company. */
export const inspectFilesRequestSchema = z.object({ ...ofCentre, search: z.union([z.object({ number: z.string().max(40) }), z.object({ siren: z.string().regex(/^\d{9}$/) })]) });
export type InspectFilesRequest = z.infer<typeof inspectFilesRequestSchema>;
export const inspectedFileSchema = z.object({ file: uuid, branch: uuid, branchName: z.string(), status: z.string(), name: z.string(), number: z.string().optional() });
export const inspectFilesAnswerSchema = z.object({ epoch: epochSchema, files: z.array(inspectedFileSchema) });
export type InspectFilesAnswer = z.infer<typeof inspectFilesAnswerSchema>;

/** POST /v1/inspect/file: the file as the centre has it, and its changes in the order in which they came: exact texts, as their authors made them. */
export const MAX_INSPECTED_CHANGES = 2_000;
export const inspectFileRequestSchema = z.object({ ...ofCentre, file: uuid });
export type InspectFileRequest = z.infer<typeof inspectFileRequestSchema>;
export const inspectFileAnswerSchema = z.object({
  epoch: epochSchema, branch: uuid, branchName: z.string(), state: z.string(), /** There are more than were told. */ more: z.boolean(),
  /** Who made them, by name. */
  people: z.array(z.object({ user: z.string(), name: z.string() })),
  changes: z.array(z.object({ replica: uuid, seq: z.int().min(1), head: z.string().nullable(), body: z.string().nullable(), verdict: z.string(), receivedAt: count })),
});
export type InspectFileAnswer = z.infer<typeof inspectFileAnswerSchema>;

/** POST /v1/inspect/person: which of the next files name a person, told by what she may be known by; all that is given is looked for, and one that is met is enough. `read`: files looked through. */
export const inspectPersonRequestSchema = z.object({
  ...ofCentre, after: uuid.optional(),
  who: z.object({ name: z.string().trim().min(2).max(200).optional(), email: z.string().trim().min(3).max(320).optional(), phone: z.string().trim().min(6).max(40).optional(), siren: z.string().regex(/^\d{9}$/).optional() })
    .refine((who) => Object.values(who).some((one) => one !== undefined)),
});
export type InspectPersonRequest = z.infer<typeof inspectPersonRequestSchema>;
export const inspectPersonAnswerSchema = z.object({ epoch: epochSchema, files: z.array(inspectedFileSchema.extend({ /** Fields that name her. */ by: z.array(z.string()) })), read: count, /** Where the next page begins; none at the end. */ after: uuid.optional() });
export type InspectPersonAnswer = z.infer<typeof inspectPersonAnswerSchema>;

/** POST /v1/inspect/events: links of the audit of her bank, the newest first; of one file or one person; those before the `before`th. */
export const inspectEventsRequestSchema = z.object({ ...ofCentre, before: z.int().min(1).optional(), file: uuid.optional(), person: uuid.optional(), limit: z.int().min(1).max(500) });
export type InspectEventsRequest = z.infer<typeof inspectEventsRequestSchema>;
export const inspectEventsAnswerSchema = z.object({ epoch: epochSchema, events: z.array(z.object({ n: z.int().min(1), kind: z.string(), at: count, /** JSON; null where it was erased. */ body: z.string().nullable(), hash: z.string() })) });
export type InspectEventsAnswer = z.infer<typeof inspectEventsAnswerSchema>;

/** POST /v1/reads: files that a supervisor opened at her workstation, and when by its clock. Taken once each; a file out of her sight by now is left out. */
export const MAX_READS = 200;
export const readsRequestSchema = z.object({ ...address, reads: z.array(z.object({ file: uuid, at: count })).min(1).max(MAX_READS) });
export type ReadsRequest = z.infer<typeof readsRequestSchema>;
export const readsAnswerSchema = z.object({ epoch: epochSchema, taken: count });
export type ReadsAnswer = z.infer<typeof readsAnswerSchema>;
