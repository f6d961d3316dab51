import type { CallInput } from "../../shared/bridge/contract.ts";
import { FILE_FILTERS as FILTERS, FILE_SORTS as SORTS, type FileRow } from "../../shared/bridge/file-views.ts";
import type { ListState } from "./state.ts";
import type { Desk } from "./desk.ts";

export { FILTERS, SORTS };
export type Filter = (typeof FILTERS)[number];
export const isFilter = (text: unknown): text is Filter => FILTERS.some((filter) => filter === text);
export type Sort = (typeof SORTS)[number];
export const isSort = (text: unknown): text is Sort => SORTS.some((sort) => sort === text);

export type ListQuery = { readonly search: string; readonly filter: Filter; readonly sort: Sort };

/** Rows asked for at once: a page of the virtual list. */
export const PAGE = 100;

export const emptyList: ListState = { query: { search: "", filter: "all", sort: "recent" }, total: undefined, rows: new Map(), visible: { first: 0, last: 0 }, generation: 0 };

/** Shows another list. What was known stays on the screen until the answer comes, so that nothing flashes. */
export function setQuery(desk: Desk, query: Partial<ListQuery>): void {
  const list = desk.get().list;
  desk.set({ list: { ...list, query: { ...list.query, ...query }, generation: list.generation + 1 } });
  void loadPage(desk, 0, true);
}

/** Asks again for the rows in sight, which stay until the answer comes; the others are forgotten. */
export async function refreshList(desk: Desk): Promise<void> {
  const list = desk.get().list;
  const pages = new Set([pageOf(list.visible.first), pageOf(list.visible.last)]);
  const rows = new Map([...list.rows].filter(([place]) => pages.has(pageOf(place))));
  desk.set({ list: { ...list, rows, generation: list.generation + 1 } });
  await Promise.all([...pages].map((offset) => loadPage(desk, offset)));
}

/** Brings the page that holds row `index`. `fresh` forgets the others. */
export async function loadPage(desk: Desk, index: number, fresh = false): Promise<void> {
  const { query, generation } = desk.get().list;
  const offset = pageOf(index);
  const page = await desk.ask("files.list", pageInput(query, offset));
  const list = desk.get().list;
  if (page === undefined || list.generation !== generation) return;
  const rows = new Map<number, FileRow>(fresh ? [] : [...list.rows].filter(([place]) => place < page.total && pageOf(place) !== offset));
  page.rows.forEach((row, i) => rows.set(offset + i, row));
  desk.set({ list: { ...list, rows, total: page.total } });
}

const pageOf = (index: number): number => Math.floor(index / PAGE) * PAGE;
const pageInput = (query: ListQuery, offset: number): CallInput<"files.list"> => ({ ...query, search: query.search.trim(), offset, limit: PAGE });
