import type { FigureInput } from "../../shared/pge/assessment.ts";
import type { FieldName } from "../../shared/pge/file-fields.ts";
import { fieldOfFact } from "../../shared/pge/missing-facts.ts";
import { fieldLabel } from "../../shared/i18n/field-words.ts";
import type { Words } from "../../shared/i18n/texts.ts";

export const fieldHint = (field: FieldName, { find }: Words): string | undefined => find(`field.${field}.hint`);

/** The name of a figure's input: the field's own label, or the rule's parameter. */
export function inputLabel({ name }: FigureInput, words: Words): string {
  const field = fieldOfFact(name);
  return words.find(`input.${name}`) ?? words.find(`input.${name.replace(/\.\d.*$/, "")}`) ?? (field === undefined ? name : fieldLabel(field, words));
}

export function inputValue({ name, unit, value }: FigureInput, words: Words): string {
  const { t, count, format, find } = words;
  if (typeof value === "boolean") return t(value ? "choice.yes" : "choice.no");
  if (typeof value === "string") {
    if (unit === "date") return format.date(value);
    const field = fieldOfFact(name);
    return (field === undefined ? undefined : find(`choice.${field}.${value}`)) ?? find(`verdict.procedure.${value}`) ?? find(`verdict.scale.${value}`) ?? value;
  }
  switch (unit) {
    case "cents": return format.amount(value);
    case "percent": return format.percent(value);
    case "bps": return format.rate(value);
    case "years": return count("unit.years", value);
    case "months": return t("unit.months", { n: value });
    case "days": return t("unit.days", { n: value });
    default: return format.count(value);
  }
}
