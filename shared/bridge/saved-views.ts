import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { FILE_FILTERS, FILE_SORTS } from "./file-views.ts";

export const VIEWS_MOST = 30;
export const VIEW_NAME_MOST = 60;

const savedViewSchema = z.object({ name: z.string().trim().min(1).max(VIEW_NAME_MOST), search: z.string().max(200), filter: z.enum(FILE_FILTERS), sort: z.enum(FILE_SORTS) });
/** A search, filter and order of the list under a name of one's own. */
export type SavedView = Readonly<z.infer<typeof savedViewSchema>>;

/** Two names that a reader would take for one: case, accents' coding and spaces around do not tell them apart. */
const sameName = (a: string, b: string): boolean => a.normalize("NFC").trim().toLowerCase() === b.normalize("NFC").trim().toLowerCase();

/** All of a person's views, in her order. */
export const savedViewsSchema = z.array(savedViewSchema).max(VIEWS_MOST)
  .refine((views) => views.every(({ name }, i) => views.findIndex((other) => sameName(other.name, name)) === i), "two views of one name");

export type ViewNameFault = "empty" | "long" | "taken";
/** Why `name` cannot be given to a view beside `others`. */
export function viewNameFault(name: string, others: readonly SavedView[]): ViewNameFault | undefined {
  if (name.trim() === "") return "empty";
  if (name.trim().length > VIEW_NAME_MOST) return "long";
  return others.some((other) => sameName(other.name, name)) ? "taken" : undefined;
}

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
