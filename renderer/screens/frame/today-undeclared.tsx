import type { ReactElement } from "react";
import { daysBetween, legalDate } from "../../../shared/kernel/legal-date.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { useAgain } from "../../state/use-again.ts";

const BURST_MS = 500;
/** From this age on it is told as a loss that threatens. No text at hand says when a declaration is due. */
const OLD_DAYS = 10;

/** The first thing of the day: money that left and is not guaranteed, because the guarantor was not told. */
export function TodayUndeclared(): ReactElement | null {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const follows = useMay("loans.follow");
  const today = useDeskState((state) => state.info?.businessDate);
  const undeclared = useAgain(async () => await desk.ask("files.undeclared", undefined), "", BURST_MS);
  if (undeclared === undefined || undeclared.count === 0 || undeclared.since === undefined || today === undefined) return null;
  const days = daysBetween(legalDate(undeclared.since), today);
  return (
    <section className={days >= OLD_DAYS ? "undeclared old" : "undeclared"} aria-labelledby="today-undeclared">
      <h2 id="today-undeclared">{count("life.undeclared.title", undeclared.count)}</h2>
      <p>{t("life.undeclared.why", { amount: format.amount(undeclared.amount), date: format.date(undeclared.since), days: count("life.undeclared.days", days) })}</p>
      <div className="foot">
        {follows ? <Button short look="main" onPress={() => desk.set({ panel: "declare" })}>{t("life.undeclared.declare")}</Button> : null}
        <Button short onPress={() => go(desk, { kind: "files", filter: "undeclared", file: undefined })}>{t("life.undeclared.open")}</Button>
      </div>
    </section>
  );
}
