import { type FieldKind, fileFields, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import type { Format } from "../../../shared/i18n/format.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";

const THIN = "\u202f";
const FIRM = "\u00a0";

/** A stored value as it stands in its field, ready to be typed over: always readable again by `parseFieldEntry`. */
export function entryText(field: FieldName, value: FieldValue | null | undefined, format: Format): string {
  if (value === undefined || value === null || typeof value === "boolean" || typeof value === "object") return "";
  const spec: FieldKind = fileFields[field];
  if (typeof value === "number") return numberText(spec.kind, value, format);
  switch (spec.kind) {
    case "date": return format.date(value);
    case "siren": case "siret": case "iban": return grouped(value, spec.kind);
    // A French number as it is dialled; any other as it is stored.
    case "phone": return value.replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, ["0$1", "$2", "$3", "$4", "$5"].join(FIRM));
    default: return value;
  }
}

/** Cents as typed: "1 250 000,50". */
export const amountText = (value: number, { language }: Pick<Format, "language">): string => decimal(value, language === "fr" ? "," : ".", false);

function numberText(kind: FieldKind["kind"], value: number, { language }: Format): string {
  const comma = language === "fr" ? "," : ".";
  switch (kind) {
    case "cents": return decimal(value, comma, false);
    case "rate": return decimal(value, comma, true);
    default: return spaced(String(value));
  }
}

const spaced = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+(?!\d))/g, THIN);

/** Hundredths, with both decimals or none (rates always have them). */
function decimal(hundredths: number, comma: string, always: boolean): string {
  const rest = hundredths % 100;
  const whole = spaced(String(Math.trunc(hundredths / 100)));
  return rest === 0 && !always ? whole : `${whole}${comma}${String(rest).padStart(2, "0")}`;
}
