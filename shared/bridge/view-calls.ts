import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { FILE_FILTERS, FILE_SORTS } from "./file-views.ts";
import { sameViewName, VIEW_NAME_MOST, VIEWS_MOST, type SavedView } from "./saved-views.ts";

/** All of a person's views, in her order. */
export const savedViewsSchema = z.array(z.object({ name: z.string().trim().min(1).max(VIEW_NAME_MOST), search: z.string().max(200), filter: z.enum(FILE_FILTERS), sort: z.enum(FILE_SORTS) })).max(VIEWS_MOST)
  .refine((views) => views.every(({ name }, i) => views.findIndex((other) => sameViewName(other.name, name)) === i), "two views of one name");

/** Calls about saved views. Part of the contract. */
export const viewInputs = {
  "views.list": z.undefined(),
  /** All of them, in place of those kept before. G1005, G1008. */
  "views.keep": savedViewsSchema,
} as const satisfies Record<string, z.ZodType>;

export type ViewAnswers = {
  "views.list": readonly SavedView[];
  "views.keep": Result<readonly SavedView[], CodedError>;
};
