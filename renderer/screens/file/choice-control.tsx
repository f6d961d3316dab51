import type { ReactElement } from "react";
import { fileFields, type FieldKind } from "../../../shared/pge/file-fields.ts";
import { fieldHint } from "../../components/field-words.ts";
import { choiceLabel } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { leaveField, typeField } from "../../state/saving.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { useOfferedSchemes } from "../../state/packs.ts";
import { describedBy, FieldFrame } from "./field-frame.tsx";

export function ChoiceControl({ field, value, fault, editable, mark }: ControlProps): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const spec: FieldKind & { readonly required: boolean } = fileFields[field];
  const schemes = useOfferedSchemes(value);
  const offered = field === "scheme" ? schemes : spec.kind === "choice" ? spec.of : [];
  return (
    <FieldFrame field={field} fault={fault} echo={mark}>
      <select
        id={controlId(field)} className="input" value={typeof value === "string" ? value : ""} required={spec.required} disabled={!editable}
        aria-invalid={fault !== undefined || undefined} aria-describedby={describedBy(field, fieldHint(field, words) !== undefined, { fault, echo: mark })}
        onChange={(event) => typeField(desk, field, event.target.value === "" ? null : event.target.value)} onBlur={() => leaveField(desk)}
      >
        <option value="">{editable ? words.t("file.choose") : ""}</option>
        {offered.length > 0 ? offered.map((code) => <option key={code} value={code}>{choiceLabel(field, code, words)}</option>) : null}
      </select>
    </FieldFrame>
  );
}
