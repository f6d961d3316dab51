import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import type { WentBack } from "../../state/undo-slice.ts";

/** What a step back or forth did, in a sentence to hear and to read. */
export function undoTelling({ way, patch, left }: WentBack, words: Words): string {
  const { t } = words;
  const list = (fields: readonly (typeof FIELD_NAMES)[number][]): string => fields.map((field) => fieldLabel(field, words)).join(", ");
  const fields = FIELD_NAMES.filter((field) => field in patch);
  const [only] = fields;
  const value = only === undefined ? "" : valueText(only, patch[only], words);
  const said = only === undefined ? "" : fields.length > 1 ? t(`undo.said.several.${way}`, { n: fields.length, fields: list(fields) })
    : value === "" ? t("undo.said.empty", { field: fieldLabel(only, words) }) : t(`undo.said.${way}`, { field: fieldLabel(only, words), value });
  return [said, left.length === 0 ? "" : t("undo.left", { fields: list(left) })].filter((part) => part !== "").join(". ");
}
