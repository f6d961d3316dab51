import type { ReactElement } from "react";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** At her home: the time without the centre comes to its end, and what ends it. */
export function GraceNote(): ReactElement | null {
  const { t, count } = useWords();
  const grace = useDeskState(({ session }) => (session?.kind === "open" ? session.grace : undefined));
  if (grace === undefined || grace.over) return null;
  return (
    <div className="today-note">
      <Note tone="attend" live>
        <p><strong>{count("grace.soon.title", grace.daysLeft)}</strong></p>
        <p>{count("grace.soon.why", grace.days)} {t("grace.soon.todo")}</p>
      </Note>
    </div>
  );
}
