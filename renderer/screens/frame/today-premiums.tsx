import type { ReactElement } from "react";
import { daysBetween, legalDate } from "../../../shared/kernel/legal-date.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { usePremiumsDue } from "../../state/premiums.ts";

/** Guarantee premiums whose day came and that nobody recorded as taken. Nothing where there are none. */
export function TodayPremiums(): ReactElement | null {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const follows = useMay("loans.follow");
  const today = useDeskState((state) => state.info?.businessDate);
  const due = usePremiumsDue(today);
  if (due === undefined || due.count === 0 || due.since === undefined || today === undefined) return null;
  const days = count("life.undeclared.days", daysBetween(legalDate(due.since), today));
  return (
    <section className={due.late > 0 ? "undeclared old" : "undeclared"} aria-labelledby="today-premiums">
      <h2 id="today-premiums">{count("premium.due.title", due.count)}</h2>
      <p>{t("premium.due.why", { amount: format.amount(due.amount), date: format.date(due.since), days })} {due.late === 0 ? "" : count("premium.due.late", due.late)}</p>
      {follows ? <div className="foot"><Button short onPress={() => desk.set({ panel: "premiums" })}>{t("premium.due.open")}</Button></div> : null}
    </section>
  );
}
