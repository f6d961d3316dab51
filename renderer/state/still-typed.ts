import { isFieldName, type FieldName, type FieldPatch, type Fields, type FieldValue } from "../../shared/pge/file-fields.ts";

/** Typed values that the view does not show yet. */
export function stillTyped(typed: FieldPatch, fields: Fields): FieldPatch {
  const rest: { [Name in FieldName]?: FieldValue | null } = {};
  for (const name of Object.keys(typed).filter(isFieldName)) {
    const value = typed[name];
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(fields[name] ?? null)) rest[name] = value;
  }
  return rest;
}
