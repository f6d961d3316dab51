import { useWords } from "../../components/words.ts";
import type { ListQuery } from "../../state/list-slice.ts";

/** What a view shows, in words: its search, filter and order. */
export function useViewText(): (query: ListQuery) => string {
  const { t } = useWords();
  return ({ search, filter, sort }) => [search.trim() === "" ? "" : t("views.search", { text: search.trim() }), t(`list.filter.${filter}`), t(`list.sort.${sort}`)].filter((part) => part !== "").join(" · ");
}
