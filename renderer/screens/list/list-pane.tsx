import { useEffect, useId, useState, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { FILTERS, isFilter, isSort, setQuery, SORTS, type Filter } from "../../state/list-slice.ts";
import { go } from "../../state/navigate.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { startFile } from "../frame/commands.ts";
import { FileList } from "./file-list.tsx";
import { NoFiles } from "./no-files.tsx";
import { SavedViews } from "./saved-views.tsx";

const SEARCH_QUIET_MS = 120;

/** Search, filter, sort, and the rows. */
export function ListPane({ filter, file }: { readonly filter: Filter; readonly file: FileId | undefined }): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const id = useId();
  const enters = useMay("files.enter");
  const query = useDeskState((state) => state.list.query);
  const total = useDeskState((state) => state.list.total);
  const [text, setText] = useState(query.search);
  const [asked, setAsked] = useState(query.search);
  // A saved view brings a search of its own into the box.
  if (asked !== query.search) {
    setAsked(query.search);
    setText(query.search);
  }
  const Heading = file === undefined ? "h1" : "h2";
  useEffect(() => {
    if (text === desk.get().list.query.search) return;
    const timer = setTimeout(() => setQuery(desk, { search: text }), SEARCH_QUIET_MS);
    return () => clearTimeout(timer);
  }, [desk, text]);
  return (
    <section className="list-pane" aria-label={t("list.title")}>
      <header className="list-head">
        <div className="list-title">
          <Heading>{t("list.title")}</Heading>
          <output className="quiet">{total === undefined ? "" : <><span aria-hidden="true">{format.count(total)}</span><span className="unseen">{count("list.count", total)}</span></>}</output>
          {enters ? <button type="button" className="icon-button" aria-label={t("list.import")} title={t("list.import")} onClick={() => go(desk, { kind: "import" })}><Icon name="table" /></button> : null}
          <button type="button" className="icon-button" aria-label={t("export.title")} title={t("export.title")} aria-haspopup="dialog" onClick={() => desk.set({ panel: "export" })}><Icon name="takeOut" /></button>
          {enters ? <Button look="main" short label={t("list.new")} onPress={() => void startFile(desk)}><Icon name="plus" size={14} />{t("list.new.short")}</Button> : null}
        </div>
        <search className="list-search">
          <label htmlFor={`${id}-search`} className="unseen">{t("list.search")}</label>
          <Icon name="search" />
          <input
            id={`${id}-search`} data-search="" className="input" type="text" inputMode="search" autoComplete="off" spellCheck={false} placeholder={t("list.search.hint")} value={text} onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => { if (event.key === "ArrowDown") { event.preventDefault(); document.querySelector("[data-file-list]")?.dispatchEvent(new CustomEvent("guichet-move", { detail: 0 })); } }}
          />
          {text === "" ? null : <button type="button" className="icon-button" aria-label={t("list.search.clear")} onClick={() => { setText(""); document.getElementById(`${id}-search`)?.focus(); }}><Icon name="cross" size={14} /></button>}
        </search>
        <div className="list-choose">
          <label className="unseen" htmlFor={`${id}-filter`}>{t("list.filter")}</label>
          <select id={`${id}-filter`} className="quiet-select" value={filter} onChange={(event) => { if (isFilter(event.target.value)) go(desk, { kind: "files", filter: event.target.value, file }); }}>
            {FILTERS.map((value) => <option key={value} value={value}>{t(`list.filter.${value}`)}</option>)}
          </select>
          <label className="unseen" htmlFor={`${id}-sort`}>{t("list.sort")}</label>
          <select id={`${id}-sort`} className="quiet-select" value={query.sort} onChange={(event) => { if (isSort(event.target.value)) setQuery(desk, { sort: event.target.value }); }}>
            {SORTS.map((value) => <option key={value} value={value}>{t(`list.sort.${value}`)}</option>)}
          </select>
        </div>
        <SavedViews />
      </header>
      {total === 0 ? <NoFiles isFileOpen={file !== undefined} onClear={() => setText("")} /> : <FileList file={file} filter={filter} />}
    </section>
  );
}
