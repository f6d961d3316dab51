import type { ReactElement } from "react";
import { fileFields, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { useFieldMark } from "../lookup/use-field-mark.ts";
import { ChoiceControl } from "./choice-control.tsx";
import { CompanyControl } from "./company-control.tsx";
import { ListControl } from "./list-control.tsx";
import { LoansControl } from "./loans-control.tsx";
import { TextControl } from "./text-control.tsx";
import { YesNoControl } from "./yes-no-control.tsx";

export type ControlProps = {
  readonly field: FieldName;
  readonly value: FieldValue | undefined;
  /** Said beside the field, from the rules, the centre or a missing value; a fault of entry is the control's own. */
  readonly fault: string | undefined;
  readonly editable: boolean;
  /** Where the value was taken from, and when. */
  readonly mark?: string | undefined;
};

/** The control of a field, by its kind. */
export function FieldControl(given: ControlProps): ReactElement {
  const mark = useFieldMark(given.field, given.value);
  const props = { ...given, mark };
  if (props.field === "siren" || props.field === "legalName") return <CompanyControl {...props} field={props.field} />;
  switch (fileFields[props.field].kind) {
    case "yes-no": return <YesNoControl {...props} />;
    case "choice": return <ChoiceControl {...props} />;
    case "cents-list": return <ListControl {...props} />;
    case "loans": return <LoansControl {...props} />;
    default: return <TextControl {...props} />;
  }
}
