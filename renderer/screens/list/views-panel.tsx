import { useId, useRef, useState, type ReactElement } from "react";
import { viewNameFault, VIEWS_MOST, type SavedView } from "../../../shared/bridge/saved-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { keepViews, openView } from "../../state/views-slice.ts";
import { useViewText } from "./view-text.ts";
import { ViewNameForm } from "./view-name-form.tsx";

/** Names the list as it is shown, and opens, renames or removes the views kept before. */
export function ViewsPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const textOf = useViewText();
  const views = useDeskState((state) => state.views);
  const query = useDeskState((state) => state.list.query);
  const [renaming, setRenaming] = useState<string>();
  const [said, setSaid] = useState("");
  const [error, setError] = useState<CodedError>();
  const list = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const keep = async (next: readonly SavedView[], done: string): Promise<boolean> => {
    const failed = await keepViews(desk, next);
    setError(failed);
    setSaid(failed === undefined ? done : "");
    if (failed === undefined) setRenaming(undefined);
    return failed === undefined;
  };
  // What had the focus is gone with its line: the list's own heading takes it.
  const change = async (next: readonly SavedView[], done: string): Promise<void> => { if (await keep(next, done)) list.current?.focus(); };
  return (
    <Floating title={t("views.title")} onClose={onClose}>
      <p className="quiet small">{t("views.why")}</p>
      {views.length >= VIEWS_MOST ? <Note tone="plain"><p>{t("views.full", { n: String(VIEWS_MOST) })}</p></Note> : (
        <ViewNameForm label={t("views.name")} hint={textOf(query)} action={t("views.save")} start="" fault={(name) => viewNameFault(name, views)}
          onName={(name) => keep([...views, { ...query, search: query.search.trim(), name }], t("views.saved", { name }))} />
      )}
      <output className="small">{said}</output>
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      <h3 id={`${id}-kept`} ref={list} tabIndex={-1}>{t("views.kept")}</h3>
      {views.length === 0 ? <p className="quiet">{t("views.none")}</p> : (
        <ul className="views-kept" aria-labelledby={`${id}-kept`}>
          {views.map((view) => (
            <li key={view.name}>
              {renaming === view.name
                ? <ViewNameForm label={t("views.rename", { name: view.name })} hint={textOf(view)} action={t("views.rename.done")} start={view.name} fault={(name) => viewNameFault(name, views.filter((other) => other !== view))}
                    onName={async (name) => { await change(views.map((other) => (other === view ? { ...view, name } : other)), t("views.renamed", { name })); return false; }} />
                : <>
                    <span><Button look="plain" short onPress={() => { onClose(); openView(desk, view); }}>{view.name}</Button><span className="quiet small">{textOf(view)}</span></span>
                    <Button short label={t("views.rename", { name: view.name })} onPress={() => setRenaming(view.name)}>{t("views.rename.short")}</Button>
                    <Button short label={t("views.remove", { name: view.name })} onPress={() => void change(views.filter((other) => other !== view), t("views.removed", { name: view.name }))}>{t("views.remove.short")}</Button>
                  </>}
            </li>
          ))}
        </ul>
      )}
    </Floating>
  );
}
