import { useMemo, type ReactElement } from "react";
import type { FilePage } from "../../../shared/bridge/file-views.ts";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { levelOn } from "../../../shared/life/delegation.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import type { Desk } from "../../state/desk.ts";
import type { Filter, Sort } from "../../state/list-slice.ts";
import { useInbox } from "../../state/inbox.ts";
import { go } from "../../state/navigate.ts";
import { useAgain } from "../../state/use-again.ts";
import { FileLine } from "../list/file-line.tsx";
import { AwayNote } from "./away-note.tsx";
import { startFile } from "./commands.ts";
import { GraceNote } from "./grace-note.tsx";
import { FirstDay } from "./first-day.tsx";
import { TodayInbox } from "./today-inbox.tsx";
import { TodayMissing } from "./today-missing.tsx";
import { TodayPremiums } from "./today-premiums.tsx";
import { TodayQuarantine } from "./today-quarantine.tsx";
import { TodayUndeclared } from "./today-undeclared.tsx";
import { WorkstationNote } from "./workstation-note.tsx";
import { SEARCHED, submittedRows } from "./submitted-rows.ts";
import { useLateAnswers } from "./use-late-answers.ts";

type Part = { readonly filter: Filter; readonly sort: Sort; readonly title: "today.approve" | "today.finish" | "today.wait" | "today.done" };
/** What only somebody who may approve has to look at. */
const APPROVAL: Part = { filter: "to-approve", sort: "age", title: "today.approve" };
const PARTS: readonly Part[] = [
  { filter: "draft", sort: "recent", title: "today.finish" },
  { filter: "waiting", sort: "age", title: "today.wait" },
  { filter: "registered", sort: "recent", title: "today.done" },
];
const SHOWN = 5;
const BURST_MS = 500;

/** What waits for this person, in the order that it should be done. */
export function TodayScreen({ name }: { readonly name: string }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const approves = useDeskState(({ session, info }) => session?.kind === "open" && info !== undefined && levelOn(session.me.role, session.me.approvals, info.businessDate) !== undefined);
  const enters = useMay("files.enter");
  const parts = useMemo(() => (approves ? [APPROVAL, ...PARTS] : PARTS), [approves]);
  const pages = useParts(parts);
  const date = useDeskState((state) => state.info?.businessDate);
  const rows = useMemo(() => [...(pages?.values() ?? [])].flatMap((page) => page.rows), [pages]);
  const late = useLateAnswers(rows, date, words);
  const inbox = useInbox(SHOWN);
  const shown = parts.filter((part) => (pages?.get(part.filter)?.rows.length ?? 0) > 0);
  return (
    <main className="page" id="content" tabIndex={-1}>
      <header className="page-head">
        <div>
          <h1>{t("today.hello", { name: name.split(" ")[0] ?? name })}</h1>
          {date === undefined ? null : <p className="quiet">{capital(format.longDate(date))}</p>}
        </div>
        {!enters || (shown.length === 0 && (inbox?.total ?? 0) === 0) ? null : <Button look="main" onPress={() => void startFile(desk)}><Icon name="plus" />{t("list.new")}</Button>}
      </header>
      <WorkstationNote />
      <GraceNote />
      <AwayNote />
      <TodayUndeclared />
      <TodayPremiums />
      {inbox === undefined || inbox.total === 0 ? null : <TodayInbox page={inbox} />}
      <TodayQuarantine />
      {pages !== undefined && inbox?.total === 0 && shown.length === 0 ? <FirstDay /> : null}
      {shown.map((part) => {
        const page = pages?.get(part.filter);
        return (
          <section key={part.filter} className="today-part" aria-labelledby={part.title}>
            <div className="today-head">
              <h2 id={part.title}>{t(part.title)} <span className="quiet">{format.count(page?.total ?? 0)}</span></h2>
              <p className="quiet small">{t(`${part.title}.why` satisfies TextKey)}</p>
              {(page?.total ?? 0) > SHOWN ? <Button look="plain" short label={`${t("frame.more")}${t("frame.colon")}${t(part.title)}`} onPress={() => go(desk, { kind: "files", filter: part.filter, file: undefined })}>{t("frame.more")}</Button> : null}
            </div>
            <ul className="today-files">
              {page?.rows.map((row) => <li key={row.file}><FileLine row={row} late={late.get(row.file)} onOpen={() => go(desk, { kind: "files", filter: part.filter, file: row.file })} /></li>)}
            </ul>
          </section>
        );
      })}
      <TodayMissing />
    </main>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const useParts = (parts: readonly Part[]): ReadonlyMap<Filter, FilePage> | undefined => useAgain(async (desk) => await pagesOf(desk, parts), parts.map(({ filter }) => filter).join(" "), BURST_MS);

async function pagesOf(desk: Desk, parts: readonly Part[]): Promise<ReadonlyMap<Filter, FilePage>> {
  const pages = await Promise.all(parts.map(async ({ filter, sort }) => {
    const page = await desk.ask("files.list", { search: "", filter, sort, offset: 0, limit: filter === "waiting" ? SEARCHED : SHOWN });
    return page === undefined ? [] : [[filter, filter === "waiting" ? submittedRows(page, SHOWN) : page] as const];
  }));
  return new Map(pages.flat());
}
