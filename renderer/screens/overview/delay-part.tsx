import type { ReactElement } from "react";
import type { AnswerDelay } from "../../../shared/bridge/overview-views.ts";
import { useWords } from "../../components/words.ts";

/** How long companies waited for their answer, and who still waits too long. */
export function DelayPart({ delay }: { readonly delay: AnswerDelay }): ReactElement {
  const { t, count, format } = useWords();
  const days = (n: number | undefined): string => (n === undefined ? t("overview.delay.unknown") : count("overview.delay.days", n));
  const line = (label: string, value: string, asks = false): ReactElement => <div className={asks ? "asks" : undefined}><dt>{label}</dt><dd>{value}</dd></div>;
  return (
    <section className="overview-part" aria-labelledby="overview-delay">
      <h2 id="overview-delay">{t("overview.delay")}</h2>
      <p className="quiet small">{t("overview.delay.why")}</p>
      <dl className="totals">
        {line(t("overview.delay.answered"), format.count(delay.answered))}
        {line(t("overview.delay.median"), days(delay.medianDays))}
        {line(t("overview.delay.ninth"), days(delay.ninthDecileDays))}
        {line(t("overview.delay.lateOpen"), format.count(delay.lateOpen), delay.lateOpen > 0)}
        {line(t("overview.delay.lateAnswered"), format.count(delay.lateAnswered))}
        {line(t("overview.delay.openWithoutDue"), format.count(delay.openWithoutDue))}
        {delay.unusable === 0 ? null : line(t("overview.delay.unusable"), format.count(delay.unusable))}
      </dl>
    </section>
  );
}
