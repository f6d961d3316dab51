import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { ExportReady } from "./import-views.ts";
import { standingSchema, type PeopleAnswer, type PersonAnswer } from "../sync/people-messages.ts";

/** People and branches of the bank: with the centre (G5004), which says what the person may do to each. */
export const peopleInputs = {
  "people.list": z.undefined(),
  "people.export": z.object({ format: z.enum(["csv", "xlsx"]), language: z.enum(["fr", "en"]) }),
  /** What somebody is to be, over what she was seen to be: done, or kept for a second administrator. G3002, G9504, G9505, G9632, G9633, G9634. */
  "people.decide": z.object({ person: z.uuid(), was: standingSchema, to: standingSchema }),
  "people.withdraw": z.object({ person: z.uuid() }),
  "people.addBranch": z.object({ name: z.string().max(200), region: z.string().max(200).optional() }),
} as const satisfies Record<string, z.ZodType>;
export type PeopleAnswers = {
  "people.list": Result<PeopleAnswer, CodedError>; "people.export": Result<ExportReady, CodedError>; "people.decide": Result<PersonAnswer, CodedError>; "people.withdraw": Result<PersonAnswer, CodedError>; "people.addBranch": Result<PeopleAnswer, CodedError>;
};
