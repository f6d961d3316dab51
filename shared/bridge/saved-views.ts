import type { FILE_FILTERS, FILE_SORTS } from "./file-views.ts";

export const VIEWS_MOST = 30;
export const VIEW_NAME_MOST = 60;

/** A search, filter and order of the list under a name of one's own. */
export type SavedView = { readonly name: string; readonly search: string; readonly filter: (typeof FILE_FILTERS)[number]; readonly sort: (typeof FILE_SORTS)[number] };

/** Two names that a reader would take for one: case, accents' coding and spaces around do not tell them apart. */
export const sameViewName = (a: string, b: string): boolean => a.normalize("NFC").trim().toLowerCase() === b.normalize("NFC").trim().toLowerCase();

export type ViewNameFault = "empty" | "long" | "taken";
/** Why `name` cannot be given to a view beside `others`. */
export function viewNameFault(name: string, others: readonly SavedView[]): ViewNameFault | undefined {
  if (name.trim() === "") return "empty";
  if (name.trim().length > VIEW_NAME_MOST) return "long";
  return others.some((other) => sameViewName(other.name, name)) ? "taken" : undefined;
}
