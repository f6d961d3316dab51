import { z } from "zod";
import { BANK_ROLES } from "../access/roles.ts";
import { count, ofCentre, uuid } from "./message-parts.ts";
import { epochSchema } from "./protocol.ts";

const role = z.enum(BANK_ROLES);
/** What the directory says of a person: her role, her branches with her own first, and whether she is of the bank still. */
export const standingSchema = z.object({ role, branches: z.array(uuid).max(2_000), active: z.boolean() });
export type PersonStanding = z.infer<typeof standingSchema>;
export const PERSON_ACTS = ["decide", "confirm", "withdraw"] as const;

export const personSchema = z.object({
  user: uuid, name: z.string(), ...standingSchema.shape, /** Of the ladder of approvals. */ level: z.string().optional(), mine: z.boolean(),
  /** Not sent away. */ workstations: count, heardAt: count.optional(),
  /** Decided here since the last directory that said the same; without `second`: it only took something away. */
  decided: z.object({ at: count, by: z.string(), second: z.string().optional() }).optional(),
  /** One administrator asked for this, and another one must say the same before `until`. */
  asked: z.object({ was: standingSchema, to: standingSchema, by: z.string(), mine: z.boolean(), at: count, until: count }).optional(),
  /** What the caller may do now. */ may: z.array(z.enum(PERSON_ACTS)),
});
export type Person = z.infer<typeof personSchema>;

/** POST /v1/people: of the whole bank for an administrator, of her region's branches for a supervisor; in order of name. */
export const peopleRequestSchema = z.object(ofCentre);
export type PeopleRequest = z.infer<typeof peopleRequestSchema>;
export const peopleAnswerSchema = z.object({
  epoch: epochSchema, people: z.array(personSchema), branches: z.array(z.object({ id: uuid, name: z.string(), region: z.string().optional() })),
  /** Whether the caller may add a branch. */ addsBranches: z.boolean(),
});
export type PeopleAnswer = z.infer<typeof peopleAnswerSchema>;

/**
 * POST /v1/people/decide: what a person is to be, over what she was seen to be. At one word where it only takes away; else the first word is kept, and the second, by another administrator for
 * the same, does it. G3002 herself, G9632, G9633, G9634 she is another since, G9504 the same administrator, G9505 something else waits.
 */
export const decidePersonRequestSchema = z.object({ ...ofCentre, person: uuid, was: standingSchema, to: standingSchema });
export type DecidePersonRequest = z.infer<typeof decidePersonRequestSchema>;
/** POST /v1/people/withdraw: what was asked for her is not to be. G9503 nothing waits. */
export const withdrawPersonRequestSchema = z.object({ ...ofCentre, person: uuid });
export type WithdrawPersonRequest = z.infer<typeof withdrawPersonRequestSchema>;
export const personAnswerSchema = z.object({ epoch: epochSchema, /** False: a second person is needed. */ done: z.boolean(), person: personSchema });
export type PersonAnswer = z.infer<typeof personAnswerSchema>;

/** POST /v1/people/branch: another branch of the bank; it gives nobody anything. G9633 there is one of that name. */
export const addBranchRequestSchema = z.object({ ...ofCentre, name: z.string().trim().min(1).max(200), region: z.string().trim().min(1).max(200).optional() });
export type AddBranchRequest = z.infer<typeof addBranchRequestSchema>;
