import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { controlId } from "./control-id.ts";

/** Brings a field in sight and gives it the focus. False when it is not on the form. */
export function focusField(field: FieldName): boolean {
  const control = document.getElementById(controlId(field));
  control?.focus({ preventScroll: true });
  const frame = control?.closest(".field") ?? control;
  frame?.scrollIntoView({ block: "center" });
  return control !== null;
}
