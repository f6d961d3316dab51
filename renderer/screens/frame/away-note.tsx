import type { ReactElement } from "react";
import { personName } from "../../../shared/sync/person-name.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** Who is away today among her colleagues, and who stands in: so that nobody waits for an approval of hers. */
export function AwayNote(): ReactElement | null {
  const { t, format } = useWords();
  const me = useDeskState(({ session }) => (session?.kind === "open" ? session.me : undefined));
  const today = useDeskState(({ info }) => info?.businessDate);
  const away = today === undefined ? [] : (me?.absences ?? []).filter(({ user, from, until }) => user !== me?.user && from <= today && today <= until);
  if (me === undefined || away.length === 0) return null;
  return (
    <ul className="quiet small away">
      {away.map(({ user, from, until, standIn }) => <li key={user}><Icon name="info" size={14} /> {t("absence.now", { name: personName(user, me), from: format.date(from), until: format.date(until), standIn: personName(standIn, me) })}</li>)}
    </ul>
  );
}
