import { useEffect, useState, type ReactElement } from "react";
import type { GivenUp } from "../../../shared/bridge/inbox-views.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { HeldChanges } from "../../components/held-changes.tsx";

/** What was given up here, by whom and when, with its values: never silent, and out of the way. Asked for once. */
export function GivenUpPart(): ReactElement | null {
  const desk = useDesk();
  const { t, format } = useWords();
  const [given, setGiven] = useState<readonly GivenUp[]>([]);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await desk.ask("inbox.givenUp", undefined);
      if (current && answer !== undefined) setGiven(answer);
    };
    void load();
    return () => { current = false; };
  }, [desk]);
  if (given.length === 0) return null;
  return (
    <details className="quiet small given-up">
      <summary>{t("inbox.givenUp.title")} ({format.count(given.length)})</summary>
      <ul>
        {given.map((one) => (
          <li key={`${one.file} ${one.at}`}><p>{t("inbox.givenUp.line", { name: one.name || t("inbox.left.nobody"), when: format.dayAndTime(one.at), who: one.by })}</p><HeldChanges changes={one.changes} /></li>
        ))}
      </ul>
    </details>
  );
}
