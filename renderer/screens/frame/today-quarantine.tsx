import { useEffect, useState, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { askQuarantine } from "../../state/quarantine.ts";

/** At a manager's home: that work of removed workstations waits for a decision. Asked when she comes, and when the centre is back; without it, nothing is said. */
export function TodayQuarantine(): ReactElement | null {
  const desk = useDesk();
  const { t, count } = useWords();
  const decides = useMay("quarantine.decide");
  const isAway = useDeskState(({ sync }) => sync === undefined || sync.kind === "offline" || sync.kind === "signed-out");
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    if (!decides || isAway) return undefined;
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await askQuarantine(desk);
      if (current && answer.ok) setWaiting(answer.value.filter(({ mine }) => !mine).length);
    };
    void load();
    return () => { current = false; };
  }, [desk, decides, isAway]);
  if (waiting === 0) return null;
  return (
    <section className="today-part" aria-labelledby="today-quarantine">
      <div className="today-head">
        <h2 id="today-quarantine">{t("quarantine.title")}</h2>
        <p className="quiet small">{count("quarantine.waits", waiting)}</p>
        <Button look="plain" short label={`${t("frame.more")}${t("frame.colon")}${t("quarantine.title")}`} onPress={() => go(desk, { kind: "administration", part: "quarantine" })}>{t("frame.more")}</Button>
      </div>
    </section>
  );
}
