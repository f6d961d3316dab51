import type { InputHTMLAttributes, ReactElement } from "react";
import { fileFields, type FieldKind } from "../../../shared/pge/file-fields.ts";
import { fieldHint } from "../../components/field-words.ts";
import { useWords } from "../../components/words.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { describedBy, FieldFrame } from "./field-frame.tsx";
import { useTextEntry, type TextEntry } from "./text-entry.ts";

const numeric: readonly FieldKind["kind"][] = ["siren", "siret", "legal-form", "postal-code", "count", "percent", "date"];
const units: { readonly [K in FieldKind["kind"]]?: string } = { cents: "€", percent: "%", rate: "%" };

export function TextControl(props: ControlProps): ReactElement {
  const { field } = props;
  const entry = useTextEntry(props);
  const unit = units[fileFields[field].kind];
  const input = <TextInput {...props} entry={entry} />;
  return <FieldFrame field={field} {...entry.told}>{unit === undefined ? input : <div className="joined">{input}<span className="unit" aria-hidden="true">{unit}</span></div>}</FieldFrame>;
}

/** The box itself; `more` is for a control that helps while typing. */
export function TextInput({ field, editable, entry: { shown, told, type, leave }, more = {} }: ControlProps & { readonly entry: TextEntry; readonly more?: InputHTMLAttributes<HTMLInputElement> }): ReactElement {
  const words = useWords();
  const spec: FieldKind & { readonly required: boolean } = fileFields[field];
  return (
    <input
      {...more}
      id={controlId(field)} className={spec.kind === "cents" ? "input money" : "input"} value={shown} readOnly={!editable} required={spec.required} autoComplete="off"
      spellCheck={spec.kind === "text"} inputMode={numeric.includes(spec.kind) ? "numeric" : spec.kind === "cents" || spec.kind === "rate" ? "decimal" : spec.kind === "phone" ? "tel" : spec.kind === "email" ? "email" : "text"}
      maxLength={spec.kind === "text" ? spec.max : 80} aria-invalid={told.fault !== undefined || undefined} aria-describedby={describedBy(field, fieldHint(field, words) !== undefined, told)}
      onChange={(event) => type(event.target.value)} onBlur={(event) => { leave(); more.onBlur?.(event); }}
    />
  );
}
