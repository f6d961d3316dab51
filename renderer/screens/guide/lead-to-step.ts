import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import { DOCUMENTS_TITLE } from "../file/documents-part.tsx";
import { focusField } from "../file/focus-field.ts";
import { fieldsOfStep, type GuideStep } from "./guide-steps.ts";

const places = { verdict: "button.figure-line", documents: `#${DOCUMENTS_TITLE}`, submit: ".verdict-foot .button" } as const;

/** Puts the focus where a step is done: the first of its fields that is empty, or the thing to open. */
export function leadToStep(step: GuideStep, fields: Fields): void {
  if (step === "company" || step === "figures" || step === "request") {
    const names: readonly FieldName[] = fieldsOfStep[step];
    const next = names.find((name) => fields[name] === undefined) ?? names[0];
    if (next !== undefined) focusField(next);
    return;
  }
  const target = document.querySelector<HTMLElement>(places[step]);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
