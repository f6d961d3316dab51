import type { ReactElement, ReactNode } from "react";
import type { Words } from "../../../shared/i18n/texts.ts";
import { groundsOfField } from "../../../shared/pge/field-rules.ts";
import { type FieldName, fileFields } from "../../../shared/pge/file-fields.ts";
import { fieldHint } from "../../components/field-words.ts";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { controlId } from "./control-id.ts";
import { FieldHelp, FieldHelpButton } from "./field-help.tsx";

export type FieldTelling = { readonly fault: string | undefined; readonly echo: string | undefined };

/** Label and hint before, fault and echo after, tied to the control by id; its help opens below. */
export function FieldFrame({ field, fault, echo, children, group = false }: FieldTelling & { readonly field: FieldName; readonly children: ReactNode; readonly group?: boolean }): ReactElement {
  const words = useWords();
  const id = controlId(field);
  const hint = fieldHint(field, words);
  const helped = useDeskState((state) => state.desk.help === field);
  const label = <>{fieldLabel(field, words)}{fileFields[field].required ? <span className="must" aria-hidden="true">*</span> : null}</>;
  const body = (
    <>
      {hint === undefined ? null : <p className="hint" id={`${id}-hint`}>{hint}</p>}
      <div className="control">{children}</div>
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`}><Icon name="alert" size={14} />{fault}</p>}
      {echo === undefined || fault !== undefined ? null : <p className="echo" id={`${id}-echo`}>{echo}</p>}
      {helped ? <FieldHelp field={field} /> : null}
    </>
  );
  const help = hasHelp(field, words) ? <FieldHelpButton field={field} /> : null;
  const look = `field at-${field} of-${fileFields[field].kind}`;
  // Named by a label rather than a legend: a legend cannot stand on the rows that line up label, hint and control from field to field.
  return group
    ? <fieldset className="field-group" aria-labelledby={`${id}-label`} aria-describedby={describedBy(field, hint !== undefined, { fault, echo: undefined })}><div className={look} data-field={field}><span className="label" id={`${id}-label`}>{label}</span>{help}{body}</div></fieldset>
    : <div className={look} data-field={field}><label htmlFor={id}>{label}</label>{help}{body}</div>;
}

/** A field that no rule looks at and of which there is nothing to say shows no mark; F1 says so there too. */
const hasHelp = (field: FieldName, { find }: Words): boolean => find(`help.field.${field}.enter`) !== undefined || groundsOfField(field).length > 0;

export function describedBy(field: FieldName, hint: boolean, { fault, echo }: FieldTelling): string | undefined {
  const id = controlId(field);
  const parts = [hint ? `${id}-hint` : "", fault === undefined ? (echo === undefined ? "" : `${id}-echo`) : `${id}-fault`].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}
