/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events --
   A combobox over a list that mixes orders and files is ARIA's pattern, no HTML tag has it; its keys are handled by the box, which keeps the focus. */
import { useEffect, useId, useState, type KeyboardEvent, type ReactElement } from "react";
import type { FileRow } from "../../../shared/bridge/file-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { Floating } from "../../components/floating.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { StatusMark } from "../../components/status-mark.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { openView } from "../../state/views-slice.ts";
import { commands } from "./commands.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

const FILES = 8;
const MIN_SEARCH = 2;
const NONE: readonly FileRow[] = [];
type Item = { readonly id: string; readonly label: string; readonly keys: readonly string[]; readonly row: FileRow | undefined; readonly run: () => void };

/** One box for every order and every file. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { t, find, count, format } = useWords();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const files = useFoundFiles(text);
  const views = useDeskState((state) => state.views);
  const wanted = plain(text);
  const orders: readonly Item[] = commands
    .filter((command) => command.can?.(desk) !== false && plain(find(command.text) ?? "").includes(wanted))
    .map((command) => ({ id: command.id, label: find(command.text) ?? "", keys: command.keys ?? [], row: undefined, run: () => command.run(desk) }));
  const found: readonly Item[] = files.map((row) => ({
    id: row.file, label: row.name || t("list.unnamed"), keys: [], row, run: () => go(desk, { kind: "files", filter: "all", file: row.file }),
  }));
  const kept: readonly Item[] = views
    .map((view): Item => ({ id: `view-${views.indexOf(view)}`, label: t("views.palette", { name: view.name }), keys: [], row: undefined, run: () => openView(desk, view) }))
    .filter(({ label }) => plain(label).includes(wanted));
  const items = inOrder(wanted, found, [...orders, ...kept]);
  const chosen = Math.min(at, items.length - 1);
  const run = (item: Item | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((chosen + (event.key === "ArrowDown" ? 1 : -1) + items.length) % Math.max(1, items.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(items[chosen]);
    }
  };
  return (
    <Floating title={t("palette.title")} onClose={onClose} look="palette" bare>
      <input
        className="palette-input" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list" aria-label={t("palette.title")} autoComplete="off" spellCheck={false}
        aria-activedescendant={items[chosen] === undefined ? undefined : `${id}-${items[chosen].id}`} placeholder={t("palette.placeholder")} value={text}
        onChange={(event) => { setText(event.target.value); setAt(0); }} onKeyDown={press}
      />
      <output className="unseen">{items.length === 0 ? t("palette.none", { text }) : count("palette.results", items.length)}</output>
      <ul className="palette-list" role="listbox" id={`${id}-list`} aria-label={t("palette.title")}>
        {items.map((item, i) => (
          <li key={item.id} id={`${id}-${item.id}`} role="option" aria-selected={i === chosen} ref={i === chosen ? intoView : undefined} onMouseMove={() => setAt(i)} onClick={() => run(item)}>
            <span>{item.label}{item.row === undefined ? null : <span className="quiet small"> {grouped(item.row.siren, "siren")}</span>}</span>
            {item.row === undefined ? (item.keys.length > 0 ? <KeyCap keys={item.keys} /> : null)
              : <span className="palette-side">{item.row.amount === undefined ? null : <span className="figure">{format.amount(item.row.amount)}</span>} <StatusMark status={item.row.status} /></span>}
          </li>
        ))}
      </ul>
      {items.length === 0 ? <p className="quiet palette-none">{t("palette.none", { text })}</p> : null}
    </Floating>
  );
}

/** An order that begins as was typed stands above the files, which are found a moment later: what Enter does is not moved from under the finger. */
function inOrder(wanted: string, files: readonly Item[], others: readonly Item[]): readonly Item[] {
  const begins = ({ label }: Item): boolean => wanted !== "" && plain(label).startsWith(wanted);
  return [...others.filter(begins), ...files, ...others.filter((other) => !begins(other))];
}

const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });
const plain = (text: string): string => unaccented(text).toLowerCase().trim();

function useFoundFiles(text: string): readonly FileRow[] {
  const desk = useDesk();
  const [found, setFound] = useState<{ readonly search: string; readonly rows: readonly FileRow[] }>();
  const search = text.trim();
  const wanted = search.length >= MIN_SEARCH;
  useEffect(() => {
    let current = true;
    const find = async (): Promise<void> => {
      const page = await desk.ask("files.list", { search, filter: "all", sort: "recent", offset: 0, limit: FILES });
      if (current && page !== undefined) setFound({ search, rows: page.rows });
    };
    if (wanted) void find();
    return () => { current = false; };
  }, [desk, search, wanted]);
  // What was found for fewer letters is not what Enter is pressed for.
  return wanted && found?.search === search ? found.rows : NONE;
}
