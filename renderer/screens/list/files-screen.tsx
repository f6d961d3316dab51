import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { isTraining } from "../../../shared/pge/training-company.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import type { Route } from "../../state/route.ts";
import { FileScreen } from "../file/file-screen.tsx";
import { startFile } from "../frame/commands.ts";
import { GuidePanel } from "../guide/guide-panel.tsx";
import { ListPane } from "./list-pane.tsx";

/** List, file and calculation side by side where there is room. */
export function FilesScreen({ route }: { readonly route: Extract<Route, { readonly kind: "files" }> }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const isEmpty = useDeskState((state) => state.list.total === 0);
  const enters = useMay("files.enter");
  const guided = useGuided(route.file);
  return (
    <main className={route.file !== undefined ? `files with-file${guided === undefined ? "" : " guided"}` : isEmpty ? "files alone" : "files"} id="content" tabIndex={-1}>
      {guided === undefined ? <ListPane filter={route.filter} file={route.file} /> : <GuidePanel key={`guide ${guided.file}`} view={guided} />}
      {route.file !== undefined ? <FileScreen key={route.file} /> : isEmpty ? null : (
        <div className="no-file"><EmptyState title={t("file.none.title")} why={t(enters ? "file.none.why" : "file.none.read")}>{enters ? <Button onPress={() => void startFile(desk)}>{t("list.new")}</Button> : null}</EmptyState></div>
      )}
    </main>
  );
}

/** The guided file on the screen, while its guide stands in the place of the list. */
function useGuided(file: FileId | undefined): FileView | undefined {
  const view = useDeskState((state) => state.desk.view);
  const folded = useDeskState((state) => state.guide.folded);
  return view !== undefined && view.file === file && view.editable && isTraining(view.fields) && !folded ? view : undefined;
}
