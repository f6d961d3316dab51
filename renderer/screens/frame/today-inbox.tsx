import { useMemo, type ReactElement } from "react";
import type { InboxPage } from "../../../shared/bridge/inbox-views.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { InboxLine } from "../inbox/inbox-line.tsx";
import { InboxList } from "../inbox/inbox-list.tsx";

/** At home: the first lines of the inbox, its number, and the way to all of it. */
export function TodayInbox({ page }: { readonly page: InboxPage }): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const keys = useMemo(() => page.entries.map(({ id }) => id), [page]);
  const all = (): void => go(desk, { kind: "inbox" });
  return (
    <section className="today-part" aria-labelledby="today.settle">
      <div className="today-head">
        <h2 id="today.settle">{t("today.settle")} <span className="quiet">{format.count(page.total)}</span></h2>
        <p className="quiet small">{t("today.settle.why")}</p>
        <Button look="plain" short label={`${t("frame.more")}${t("frame.colon")}${t("today.settle")}`} onPress={all}>{t("frame.more")}</Button>
      </div>
      <InboxList label={t("today.settle")} keys={keys}>{page.entries.map((entry) => <InboxLine key={entry.id} entry={entry} short on={{ showLeft: all, checkClock: all }} />)}</InboxList>
    </section>
  );
}
