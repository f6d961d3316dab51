import type { ReactElement } from "react";
import { askedText, decidedText, personFacts } from "../../../shared/i18n/people-words.ts";
import type { PeopleAnswer, Person } from "../../../shared/sync/people-messages.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";

/** One person: what she is, what was decided of her here, and what waits. */
export function PersonLine({ person, branches, onLook }: { readonly person: Person; readonly branches: PeopleAnswer["branches"]; readonly onLook: () => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const [decided, asked] = [decidedText(person, words), askedText(person, branches, words)];
  return (
    <li className="device-line">
      <div>
        <p><strong>{person.name}</strong> <span className="quiet">{person.mine ? t("people.mine") : ""}</span></p>
        <p className="small">{personFacts(person, branches, words).join(" · ")}</p>
        {asked === undefined ? null : <p className="small attend">{asked}</p>}
        {decided === undefined ? null : <p className="small quiet">{decided}</p>}
      </div>
      {person.may.length === 0 ? null : <Button short label={`${t("people.change")} ${person.name}`} onPress={onLook}>{t("people.change")}</Button>}
    </li>
  );
}
