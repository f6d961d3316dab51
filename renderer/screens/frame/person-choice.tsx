import type { ReactElement } from "react";
import { faultText } from "../../../shared/i18n/field-words.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";

type PersonChoiceProps = { readonly id: string; readonly label: string; readonly people: NonNullable<Me["colleagues"]>; readonly value: string; readonly fault: string | undefined; readonly onChoose: (user: string) => void };

/** One person of the bank, by name. */
export function PersonChoice({ id, label, people, value, fault, onChoose }: PersonChoiceProps): ReactElement {
  const words = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} aria-invalid={fault !== undefined || undefined} aria-describedby={fault === undefined ? undefined : `${id}-fault`} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{words.t("file.choose")}</option>
        {people.map((person) => <option key={person.user} value={person.user}>{person.name}</option>)}
      </select>
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`} role="alert"><Icon name="alert" size={14} />{faultText(fault, words)}</p>}
    </div>
  );
}
