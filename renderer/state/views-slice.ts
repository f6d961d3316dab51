import type { SavedView } from "../../shared/bridge/saved-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Desk } from "./desk.ts";
import { setQuery, type ListQuery } from "./list-slice.ts";
import { go } from "./navigate.ts";

/** Asks the core for the person's saved views. */
export async function refreshViews(desk: Desk): Promise<void> {
  const views = await desk.ask("views.list", undefined);
  if (views !== undefined) desk.set({ views });
}

/** Keeps these in place of those before. Answers why not; then those before stay. */
export async function keepViews(desk: Desk, views: readonly SavedView[]): Promise<CodedError | undefined> {
  const kept = await desk.attempt("views.keep", [...views]);
  if (!kept.ok) return kept.error;
  desk.set({ views: kept.value });
  return undefined;
}

/** Shows the list as this view keeps it; an open file stays open. */
export function openView(desk: Desk, { search, filter, sort }: SavedView): void {
  const { route } = desk.get();
  setQuery(desk, { search, filter, sort });
  go(desk, { kind: "files", filter, file: route.kind === "files" ? route.file : undefined });
}

export const isShown = (view: SavedView, query: ListQuery): boolean => view.search.trim() === query.search.trim() && view.filter === query.filter && view.sort === query.sort;
