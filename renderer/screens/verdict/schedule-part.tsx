import { useState, type ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { scheduleByYear } from "../../../shared/pge/schedule-by-year.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { ScheduleTable } from "./schedule-table.tsx";

/** What is paid back, and when: by year first, every instalment on request. */
export function SchedulePart({ assessment }: { readonly assessment: Assessment }): ReactElement | null {
  const { t, format } = useWords();
  const [whole, setWhole] = useState(false);
  const schedule = assessment.schedule?.value;
  if (schedule === undefined) return null;
  const rows = whole
    ? schedule.instalments.map((instalment) => ({ key: String(instalment.rank), first: format.date(instalment.dueOn), ...instalment }))
    : scheduleByYear(schedule).map((year) => ({ key: String(year.year), first: String(year.year), ...year }));
  return (
    <section className="verdict-section" aria-labelledby="schedule">
      <div className="section-line">
        <h3 id="schedule">{t("verdict.schedule")} <span className="quiet small">{t("verdict.schedule.unit")}</span></h3>
        <Button short look="plain" onPress={() => setWhole(!whole)}>{t(whole ? "verdict.schedule.years" : "verdict.schedule.all")}</Button>
      </div>
      <ScheduleTable first={t(whole ? "verdict.schedule.due" : "verdict.schedule.year")} rows={rows} totals={schedule.totals} />
    </section>
  );
}
