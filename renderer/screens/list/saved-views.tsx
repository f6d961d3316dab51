import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { isShown, openView } from "../../state/views-slice.ts";

/** The saved views under the filters, one press each, and the way to keep what is shown as another. */
export function SavedViews(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const views = useDeskState((state) => state.views);
  const query = useDeskState((state) => state.list.query);
  return (
    <nav className="saved-views" aria-label={t("views.title")}>
      <ul>
        {views.map((view) => <li key={view.name}><button type="button" className="saved-view" aria-current={isShown(view, query) || undefined} onClick={() => openView(desk, view)}>{view.name}</button></li>)}
        <li><button type="button" className="saved-view manage" aria-label={t("views.manage")} aria-haspopup="dialog" onClick={() => desk.set({ panel: "views" })}><Icon name="plus" size={12} />{views.length === 0 ? t("views.first") : null}</button></li>
      </ul>
    </nav>
  );
}
