import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useWords } from "../../components/words.ts";
import { useInbox } from "../../state/inbox.ts";
import { ClockChecked, useClockCheck } from "./clock-check.tsx";
import { GivenUpPart } from "./given-up-part.tsx";
import { InboxLine } from "./inbox-line.tsx";
import { InboxList } from "./inbox-list.tsx";
import { LeftWorkPanel } from "./left-work-panel.tsx";

const FIRST = 50;
/** The most that one question may ask for. */
const MOST = 200;

/** What needs the advisor, the first to be done first: each with its reason and its next action. */
export function InboxScreen(): ReactElement {
  const { t, count, format } = useWords();
  const [limit, setLimit] = useState(FIRST);
  const page = useInbox(limit);
  const [left, setLeft] = useState<FileId>();
  const clock = useClockCheck();
  const heading = useRef<HTMLHeadingElement>(null);
  const keys = useMemo(() => page?.entries.map(({ id }) => id) ?? [], [page]);
  const isEmpty = page?.total === 0;
  // The last line was settled: the place itself has the focus, not nothing.
  useEffect(() => { if (isEmpty && document.activeElement === document.body) heading.current?.focus(); }, [isEmpty]);
  return (
    <main className="page inbox" id="content" tabIndex={-1}>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>{t("frame.toSettle")}</h1>
          <output className="quiet">{page === undefined || isEmpty ? "" : page.isMore ? `${count("inbox.count", page.total)} +` : count("inbox.count", page.total)}</output>
          {isEmpty ? null : <p className="quiet small">{t("inbox.why")}</p>}
        </div>
      </header>
      <ClockChecked checked={clock.checked} />
      {isEmpty ? <EmptyState title={t("inbox.empty.title")} why={t("inbox.empty.why")} /> : (
        <InboxList label={t("frame.toSettle")} keys={keys}>
          {page?.entries.map((entry) => <InboxLine key={entry.id} entry={entry} on={{ showLeft: setLeft, checkClock: clock.check }} />)}
        </InboxList>
      )}
      {page === undefined || page.entries.length >= page.total ? null : (
        <div className="foot start">
          {limit < MOST ? <Button onPress={() => setLimit(MOST)}>{t("inbox.next")}</Button> : <p className="quiet small">{t("inbox.more")} {format.count(page.entries.length)} / {format.count(page.total)}</p>}
        </div>
      )}
      <GivenUpPart key={page?.total ?? 0} />
      {left === undefined ? null : <LeftWorkPanel file={left} onClose={() => setLeft(undefined)} />}
    </main>
  );
}
