import type { ReactElement } from "react";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { commitEntry, typeField } from "../../state/saving.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { FieldFrame } from "./field-frame.tsx";

export function YesNoControl({ field, value, fault, editable }: ControlProps): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const id = controlId(field);
  const choose = (answer: boolean | null): void => {
    typeField(desk, field, answer);
    commitEntry(desk);
  };
  return (
    <FieldFrame field={field} fault={fault} echo={undefined} group>
      <div className="yes-no">
        <div className="choices">
          {([true, false] as const).map((answer) => (
            <label key={String(answer)}>
              <input type="radio" id={answer ? id : undefined} name={id} checked={value === answer} disabled={!editable} onChange={() => choose(answer)} />
              {words.t(answer ? "choice.yes" : "choice.no")}
            </label>
          ))}
        </div>
        {value === undefined || !editable ? null : (
          <button type="button" className="button plain short" aria-label={`${words.t("file.clear")}${words.t("frame.colon")}${fieldLabel(field, words)}`} onClick={() => choose(null)}>{words.t("file.clear")}</button>
        )}
      </div>
    </FieldFrame>
  );
}
