import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { loadPage, type Filter, type ListQuery } from "../../state/list-slice.ts";
import { go } from "../../state/navigate.ts";
import { FileLine } from "./file-line.tsx";

/** Two lines of 14 px and their air. */
const ROW_PX = 60;

/** All the rows there are, of which only those in sight exist on the page; pages are asked for as they come near. */
export function FileList({ file, filter }: { readonly file: FileId | undefined; readonly filter: Filter }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const total = useDeskState((state) => state.list.total ?? 0);
  const rows = useDeskState((state) => state.list.rows);
  const generation = useDeskState((state) => state.list.generation);
  const coming = useRef<{ readonly to: number; readonly from: Element | null }>(undefined);
  const query = useDeskState((state) => state.list.query);
  // A step holds for the list that it was made in: another search or filter begins again at the open file, or at the top.
  const [step, setStep] = useState<{ readonly of: ListQuery; readonly at: number }>();
  const openAt = useMemo(() => [...rows].find(([, row]) => row.file === file)?.[0], [rows, file]);
  const at = step?.of === query ? step.at : (openAt ?? 0);
  const setAt = (to: number): void => setStep({ of: query, at: to });
  // oxlint-disable-next-line react/incompatible-library -- its functions are not memoized by us, and the list is the only reader
  const list = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 8 });
  const items = list.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => {
    desk.set({ list: { ...desk.get().list, visible: { first, last } } });
    for (const index of [first, last]) if (index < total && !desk.get().list.rows.has(index)) void loadPage(desk, index);
  }, [desk, first, last, total, generation]);

  const tabbable = Math.min(at, Math.max(0, total - 1));
  const focus = (index: number): void => {
    const to = Math.max(0, Math.min(total - 1, index));
    setAt(to);
    list.scrollToIndex(to);
    coming.current = { to, from: document.activeElement };
    arrive();
  };
  // At once where the row is on the page, so that an Enter typed right after is for it; else as soon as it is drawn and known, unless the person went elsewhere.
  const arrive = (): void => {
    const { to, from } = coming.current ?? { to: -1, from: null };
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] button`);
    if (row === null || row === undefined) return;
    coming.current = undefined;
    const held = document.activeElement;
    if (held === from || held === document.body || scroller.current?.contains(held) === true) row.focus();
  };
  useEffect(arrive);
  useEffect(() => {
    const element = scroller.current;
    const move = (event: Event): void => {
      if (!(event instanceof CustomEvent)) return;
      const by = Number(event.detail);
      const inside = element?.contains(document.activeElement) === true;
      focus(by === 0 ? 0 : inside ? tabbable + by : tabbable);
    };
    const press = (event: KeyboardEvent): void => {
      const to = { ArrowDown: tabbable + 1, ArrowUp: tabbable - 1, Home: 0, End: total - 1, PageDown: tabbable + 10, PageUp: tabbable - 10 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      focus(to);
    };
    element?.addEventListener("guichet-move", move);
    element?.addEventListener("keydown", press);
    return () => {
      element?.removeEventListener("guichet-move", move);
      element?.removeEventListener("keydown", press);
    };
  });
  return (
    <div className="file-list" ref={scroller} data-file-list="">
      <ul style={{ height: list.getTotalSize() }} aria-label={t("list.title")}>
        {items.map((item) => {
          const row = rows.get(item.index);
          return (
            <li key={item.key} data-index={item.index} aria-setsize={total} aria-posinset={item.index + 1} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
              {row === undefined ? <span className="file-line coming" aria-hidden="true" /> : (
                <FileLine row={row} current={row.file === file} tabbable={item.index === tabbable} onOpen={() => { setAt(item.index); go(desk, { kind: "files", filter, file: row.file }); }} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
