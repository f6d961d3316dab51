import { isFieldName, type FieldName, type Fields, type FieldValue } from "../../shared/pge/file-fields.ts";
import type { DeskState } from "./state.ts";

/** What the form shows: the core's view, with what is being typed over it. */
export function fieldsShown({ view, typed }: DeskState): Fields {
  const shown: { [Name in FieldName]?: FieldValue } = { ...view?.fields };
  for (const name of Object.keys(typed).filter(isFieldName)) {
    const value = typed[name];
    if (value === null || value === undefined) delete shown[name];
    else shown[name] = value;
  }
  return shown;
}
