import type { ReactElement, ReactNode } from "react";
import { type FieldName, fileFields } from "../../../shared/pge/file-fields.ts";
import { fieldHint } from "../../components/field-words.ts";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";

export type FieldTelling = { readonly fault: string | undefined; readonly echo: string | undefined };

/** The `id` of a field's control: where summaries and F2 lead. */
export const controlId = (field: FieldName): string => `field-${field}`;

/** Label and hint before, fault and echo after, tied to the control by id. */
export function FieldFrame({ field, fault, echo, children, group = false }: FieldTelling & { readonly field: FieldName; readonly children: ReactNode; readonly group?: boolean }): ReactElement {
  const words = useWords();
  const id = controlId(field);
  const hint = fieldHint(field, words);
  const label = <>{fieldLabel(field, words)}{fileFields[field].required ? <span className="must" aria-hidden="true">*</span> : null}</>;
  const body = (
    <>
      {hint === undefined ? null : <p className="hint" id={`${id}-hint`}>{hint}</p>}
      <div className="control">{children}</div>
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`}><Icon name="alert" size={14} />{fault}</p>}
      {echo === undefined || fault !== undefined ? null : <p className="echo" id={`${id}-echo`}>{echo}</p>}
    </>
  );
  const look = `field at-${field} of-${fileFields[field].kind}`;
  // Named by a label rather than a legend: a legend cannot stand on the rows that line up label, hint and control from field to field.
  return group
    ? <fieldset className="field-group" aria-labelledby={`${id}-label`} aria-describedby={describedBy(field, hint !== undefined, { fault, echo: undefined })}><div className={look}><span className="label" id={`${id}-label`}>{label}</span>{body}</div></fieldset>
    : <div className={look}><label htmlFor={id}>{label}</label>{body}</div>;
}

export function describedBy(field: FieldName, hint: boolean, { fault, echo }: FieldTelling): string | undefined {
  const id = controlId(field);
  const parts = [hint ? `${id}-hint` : "", fault === undefined ? (echo === undefined ? "" : `${id}-echo`) : `${id}-fault`].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}
