import type { ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import type { Route } from "../../state/route.ts";
import { FileScreen } from "../file/file-screen.tsx";
import { startFile } from "../frame/commands.ts";
import { ListPane } from "./list-pane.tsx";

/** List, file and calculation side by side where there is room. */
export function FilesScreen({ route }: { readonly route: Extract<Route, { readonly kind: "files" }> }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const isEmpty = useDeskState((state) => state.list.total === 0);
  return (
    <main className={route.file !== undefined ? "files with-file" : isEmpty ? "files alone" : "files"} id="content" tabIndex={-1}>
      <ListPane filter={route.filter} file={route.file} />
      {route.file !== undefined ? <FileScreen key={route.file} /> : isEmpty ? null : (
        <div className="no-file"><EmptyState title={t("file.none.title")} why={t("file.none.why")}><Button onPress={() => void startFile(desk)}>{t("list.new")}</Button></EmptyState></div>
      )}
    </main>
  );
}
