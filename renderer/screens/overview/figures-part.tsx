import { useId, useState, type ReactElement } from "react";
import { OVERVIEW_PERIODS, type FiguresOf, type Overview, type OverviewPeriod } from "../../../shared/bridge/overview-views.ts";
import { factChoice } from "../../../shared/i18n/life-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useOverview } from "../../state/overview.ts";
import { DelayPart } from "./delay-part.tsx";
import { FiguresTable, type FiguresLine } from "./figures-table.tsx";
import { PlaceChoice } from "./place-choice.tsx";
import { branchesAt, byRegion, EVERYWHERE, regionsOf } from "./places.ts";
import { RefusalsTable } from "./refusals-table.tsx";

/** A year of weeks and a little more. */
const MOST_WEEKS = 60;

/** Counts and amounts, by what a branch is led by. */
export function FiguresPart({ branches }: { readonly branches: Me["branches"] }): ReactElement {
  const { t } = useWords();
  const id = useId();
  const [place, setPlace] = useState(EVERYWHERE);
  const [period, setPeriod] = useState<OverviewPeriod>("all");
  const made = useOverview({ branches: branchesAt(place, branches), period });
  return (
    <>
      <div className="overview-asked">
        {branches.length < 2 ? null : <PlaceChoice id={`${id}-place`} branches={branches} value={place} onChoose={setPlace} />}
        <Choices legend={t("overview.period")} value={period} onChange={setPeriod} options={OVERVIEW_PERIODS.map((value) => ({ value, label: t(`overview.period.${value}`) }))} />
      </div>
      {made === undefined ? <output className="quiet">{t("overview.reading")}</output>
        : !made.ok ? <Note tone="stop" live><ErrorAccount error={made.error} /></Note>
        : <Tables overview={made.value} branches={branches} onAll={() => { setPlace(EVERYWHERE); setPeriod("all"); }} />}
    </>
  );
}

function Tables({ overview, branches, onAll }: { readonly overview: Overview; readonly branches: Me["branches"]; readonly onAll: () => void }): ReactElement {
  const words = useWords();
  const { t, count, format } = words;
  const { total, from, asOf } = overview;
  const labelled = <Key extends string>(rows: readonly FiguresOf<Key>[], label: (key: Key) => string): readonly FiguresLine[] => rows.map((row) => ({ ...row, label: label(row.key) }));
  const hasRegions = branches.length > 1 && regionsOf(branches).length > 0;
  const weeks = overview.weeks.slice(0, MOST_WEEKS);
  const older = overview.weeks.length - weeks.length;
  return (
    <>
      <output className="quiet small">
        {from === undefined ? t("overview.until", { to: format.date(asOf) }) : t("overview.since", { from: format.date(from), to: format.date(asOf) })} {t("overview.dayOfFile")}
        {overview.unreadable === 0 ? null : ` ${count("overview.unreadable", overview.unreadable)}`}
      </output>
      {total.files === 0 ? <EmptyState title={t("overview.empty.title")} why={t("overview.empty.why")}><Button onPress={onAll}>{t("overview.empty.all")}</Button></EmptyState> : (
        <>
          {hasRegions ? <FiguresTable caption={t("overview.regions")} why={t("overview.threeAmounts")} first={t("overview.region")} total={total} lines={labelled(byRegion(overview.branches, branches), (key) => key || t("overview.region.none"))} /> : null}
          <FiguresTable caption={t("overview.branches")} why={hasRegions ? undefined : t("overview.threeAmounts")} first={t("overview.branch")} total={total} lines={labelled(overview.branches, (key) => branches.find((branch) => branch.id === key)?.name ?? key)} />
          <FiguresTable caption={t("overview.states")} first={t("overview.states.column")} total={total} lines={labelled(overview.states, (key) => t(`status.${key}`))} />
          <DelayPart delay={overview.delay} />
          <RefusalsTable rows={overview.refusals.map((row) => ({ ...row, label: factChoice(row.key, words) }))} />
          <FiguresTable caption={t("overview.weeks")} why={t("overview.weeks.why")} first={t("overview.weeks.column")} lines={labelled(weeks, (key) => weekText(key, words))} more={older === 0 ? undefined : count("overview.weeks.more", older)} />
          <FiguresTable caption={t("overview.sections")} first={t("overview.sections.column")} total={total} lines={labelled(overview.sections, (key) => sectionText(key, words))} />
          <FiguresTable caption={t("overview.sizes")} why={t("overview.sizes.why")} first={t("overview.sizes.column")} total={total} lines={labelled(overview.sizes, (key) => t(`overview.size.${key}`))} />
        </>
      )}
    </>
  );
}

/** `2020-W16` in words. */
const weekText = (week: string, { t }: Words): string => t("overview.weeks.week", { week: Number(week.slice(6)), year: week.slice(0, 4) });

const sectionText = (section: string, { find }: Words): string => `${section === "?" ? "" : `${section} · `}${find(`overview.section.${section}`) ?? section}`;
