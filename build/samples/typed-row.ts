import { FIELD_NAMES, fileFields, type FieldName, type Fields } from "../../shared/pge/file-fields.ts";

/** A stored value as a person would type it in French: `1250000,50`, `15/04/2020`, `oui`. */
export function typedValue(name: FieldName, value: Fields[FieldName]): string {
  if (value === undefined) return "";
  const { kind } = fileFields[name];
  if (kind === "cents" && typeof value === "number") return typedCents(value);
  if (kind === "rate" && typeof value === "number") return typedCents(value);
  if (kind === "date" && typeof value === "string") return `${value.slice(8)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
  if (typeof value === "boolean") return value ? "oui" : "non";
  if (kind === "cents-list" && Array.isArray(value)) return value.map((amount) => typedCents(Number(amount))).join(" ; ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const typedCents = (cents: number): string => (cents % 100 === 0 ? String(cents / 100) : `${Math.trunc(cents / 100)},${String(Math.abs(cents % 100)).padStart(2, "0")}`);

/** A CSV text: field names as header, `;` between cells, quotes where needed, as French spreadsheets write it. */
export function csvOf(files: readonly Fields[]): string {
  const columns = FIELD_NAMES.filter((name) => files.some((fields) => fields[name] !== undefined));
  const cell = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = files.map((fields) => columns.map((name) => cell(typedValue(name, fields[name]))).join(";"));
  return `${[columns.join(";"), ...lines].join("\n")}\n`;
}
