import { useEffect, useState, type ReactElement } from "react";
import type { Undeclared } from "../../../shared/bridge/file-views.ts";
import { daysBetween, legalDate } from "../../../shared/kernel/legal-date.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { coalesce } from "../../state/coalesce.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";

const BURST_MS = 500;
/** From this age on it is told as a loss that threatens. No text at hand says when a declaration is due. */
const OLD_DAYS = 10;

/** The first thing of the day: money that left and is not guaranteed, because the guarantor was not told. */
export function TodayUndeclared(): ReactElement | null {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const today = useDeskState((state) => state.info?.businessDate);
  const [undeclared, setUndeclared] = useState<Undeclared>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await desk.ask("files.undeclared", undefined);
      if (current) setUndeclared(answer);
    };
    void load();
    const stop = desk.bridge.on("files.changed", coalesce(() => { if (current) void load(); }, BURST_MS));
    return () => { current = false; stop(); };
  }, [desk]);
  if (undeclared === undefined || undeclared.count === 0 || undeclared.since === undefined || today === undefined) return null;
  const days = daysBetween(legalDate(undeclared.since), today);
  return (
    <section className={days >= OLD_DAYS ? "undeclared old" : "undeclared"} aria-labelledby="today-undeclared">
      <h2 id="today-undeclared">{count("life.undeclared.title", undeclared.count)}</h2>
      <p>{t("life.undeclared.why", { amount: format.amount(undeclared.amount), date: format.date(undeclared.since), days: count("life.undeclared.days", days) })}</p>
      <div className="foot">
        <Button short look="main" onPress={() => desk.set({ panel: "declare" })}>{t("life.undeclared.declare")}</Button>
        <Button short onPress={() => go(desk, { kind: "files", filter: "undeclared", file: undefined })}>{t("life.undeclared.open")}</Button>
      </div>
    </section>
  );
}
