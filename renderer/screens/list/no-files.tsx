import type { ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { setQuery } from "../../state/list-slice.ts";
import { go } from "../../state/navigate.ts";
import { startFile } from "../frame/commands.ts";
import { startGuide } from "../guide/start-guide.ts";

/** An empty list says why it is empty, and what to do from here. */
export function NoFiles({ isFileOpen, onClear }: { readonly isFileOpen: boolean; readonly onClear: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const enters = useMay("files.enter");
  const { search, filter } = useDeskState((state) => state.list.query);
  if (search.trim() === "" && filter === "all") {
    if (!enters) return <EmptyState title={t("list.empty.title")} why={t("list.empty.others")} />;
    // A new file has no row before its first entry; a second way to start one would only confuse.
    if (isFileOpen) return <EmptyState title={t("list.empty.title")} why={t("list.empty.open")} />;
    return <EmptyState title={t("list.empty.title")} why={t("list.empty.why")}><Button look="main" onPress={() => void startFile(desk)}>{t("list.new")}</Button><Button look="plain" onPress={() => void startGuide(desk)}>{t("guide.start")}</Button></EmptyState>;
  }
  if (search.trim() === "" && filter === "to-settle") return <EmptyState title={t("list.settled.title")} why={t("list.settled.why")} />;
  const own = filter === "all" || filter === "to-settle" ? undefined : filter;
  if (search.trim() === "" && own !== undefined) return <EmptyState title={t(`list.empty.${own}`)} why={t(`list.empty.${own}.why`)}><Button onPress={() => go(desk, { kind: "files", filter: "all", file: undefined })}>{t("list.filter.all")}</Button></EmptyState>;
  const clear = (): void => {
    onClear();
    setQuery(desk, { search: "" });
    go(desk, { kind: "files", filter: "all", file: undefined });
  };
  return <EmptyState title={t("list.none.title")} why={t("list.none.why")}><Button onPress={clear}>{t("list.none.clear")}</Button></EmptyState>;
}
