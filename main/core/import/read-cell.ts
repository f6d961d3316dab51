import type { CellFaultCode, NoticeCode } from "../../../shared/bridge/import-views.ts";
import { isSiren } from "../../../shared/entry/siren.ts";
import { isSiret } from "../../../shared/entry/siret.ts";
import { plainSpaces, withoutSpaces } from "../../../shared/entry/typed-text.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { fileFields, type FieldKind, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { serialToDate } from "../tables/excel-date.ts";
import { cellText, type Cell } from "../tables/table.ts";
import { NO_NAMES, type SchemeNames } from "../packs/scheme-names.ts";
import { choiceOf } from "./choice-names.ts";

export type ReadCell = { readonly value: FieldValue; readonly notice?: { readonly code: NoticeCode; readonly kept: string } };
export type CellRead = Result<ReadCell, CellFaultCode>;
/** A text to be parsed as typed, with what was understood on the way to it. */
export type Understood = Result<{ readonly text: string; readonly notice?: { readonly code: NoticeCode; readonly kept: string } }, CellFaultCode>;

/** Whole numbers from here on are rounded by every spreadsheet: it holds fifteen figures. */
const FIRST_ROUNDED = 1e15;
const SCIENTIFIC = /^([+-]?\d+)(?:[.,](\d+))?E\+?(\d{1,3})$/i;
/** What a spreadsheet shows for what it could not compute, in French and in English, and for a column too narrow when it was saved as CSV. */
const SHOWN_ERROR = /^#(?:N\/A|REF!|VALEUR!|VALUE!|NOM\??|NAME\?|DIV\/0!|NUL!|NULL!|NOMBRE!|NUM!|SPILL!|PROPAGATION!|CALC!|#+)$/i;
/** 1954 to 2173, as days since 1900: five figures in a column of dates are one. */
const SERIALS = { first: 20_000, last: 99_999 };

/** A cell that holds something, as the value of its field: what people type, and what Excel makes of it. A fault where figures were lost; never a guess. */
export function readCell(field: FieldName, cell: Cell, epoch1904: boolean, schemes: SchemeNames = NO_NAMES): CellRead {
  if (field === "otherLoans") return readLoans(cellText(cell));
  const spec: FieldKind = fileFields[field];
  const understood = understand(cell, isExact(field, spec), spec.kind === "date", epoch1904);
  if (!understood.ok) return understood;
  const { text, notice } = understood.value;
  if (spec.kind === "choice") {
    const code = choiceOf(field, text, schemes);
    return code === undefined ? err("CHOICE_UNKNOWN") : ok({ value: code });
  }
  const entered = parseFieldEntry(field, text);
  if (entered.ok) return ok(notice === undefined ? { value: entered.value } : { value: entered.value, notice });
  const padded = withZeros(spec, text);
  if (padded === undefined) return entered;
  const again = parseFieldEntry(field, padded);
  return again.ok ? ok({ value: again.value, notice: { code: "ZEROS_RESTORED", kept: padded } }) : entered;
}

/** Fields whose figures all mean something: one that was rounded is another company, account or amount. */
const isExact = (field: FieldName, { kind }: FieldKind): boolean => !["text", "email", "date", "yes-no", "choice", "naf"].includes(kind) || field === "bankReference";

/** The text of a cell as a person would have typed it. */
export function understand(cell: Cell, isExactField: boolean, isDate: boolean, epoch1904: boolean): Understood {
  if (typeof cell !== "string") {
    if ("error" in cell) return err(cell.error === "" ? "EXCEL_NO_VALUE" : "EXCEL_ERROR");
    return "number" in cell ? understandNumber(cell, isExactField, isDate, epoch1904) : ok({ text: cellText(cell) });
  }
  const text = asText(cell);
  if (SHOWN_ERROR.test(text)) return err("EXCEL_ERROR");
  if (isDate) return ok(dateText(text, epoch1904));
  const scientific = isExactField ? SCIENTIFIC.exec(withoutSpaces(text)) : null;
  return scientific === null ? ok({ text }) : restored(scientific);
}

/** `="00123"` and a leading apostrophe are how people tell a spreadsheet that figures are a text. */
function asText(cell: string): string {
  const text = plainSpaces(cell);
  const formula = /^="(.*)"$/.exec(text);
  if (formula !== null) return formula[1] ?? "";
  return /^'[\d=+\-@]/.test(text) ? text.slice(1) : text;
}

/** `5,5E+08`: whole where every figure is written, `7,32829320E+08`; elsewhere the rest is gone. */
function restored([, whole = "", fraction = "", exponent = "0"]: RegExpExecArray): Understood {
  const places = Number(exponent);
  if (fraction.length < places) return err("EXCEL_ROUNDED");
  const decimals = fraction.slice(places).replace(/0+$/, "");
  const text = `${whole.replace("+", "")}${fraction.slice(0, places)}${decimals === "" ? "" : `,${decimals}`}`;
  return ok({ text, notice: { code: "NUMBER_RESTORED", kept: text } });
}

function understandNumber(cell: { readonly number: string; readonly percent?: true }, isExactField: boolean, isDate: boolean, epoch1904: boolean): Understood {
  const value = Number(cell.number);
  if (isDate) {
    const digits = cellText(cell);
    return ok(value >= SERIALS.first && value < SERIALS.last + 1 ? dateText(String(Math.floor(value)), epoch1904) : { text: digits.length === 5 || digits.length === 7 ? `0${digits}` : digits });
  }
  if (isExactField && Math.abs(value) >= FIRST_ROUNDED) return err("EXCEL_ROUNDED");
  const text = cellText(cell);
  // Three decimals would read as thousands to somebody else; a number cell has no such doubt.
  return ok({ text: /,\d{3}$/.test(text) ? `${text}0` : text });
}

/** A day that a spreadsheet counted, and a date with an hour after it. */
function dateText(text: string, epoch1904: boolean): { readonly text: string; readonly notice?: { readonly code: NoticeCode; readonly kept: string } } {
  const day = /^\d{5}(?:[.,]\d+)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  const date = day >= SERIALS.first ? serialToDate(day, epoch1904) : undefined;
  if (date !== undefined) return { text: date, notice: { code: "DATE_READ", kept: cellText({ date }) } };
  return { text: text.replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?Z?$/i, "") };
}

/** Zeros that Excel took from the head of a number, put back only where the whole is then one that exists. */
function withZeros({ kind }: FieldKind, text: string): string | undefined {
  const digits = withoutSpaces(text).replaceAll(".", "");
  if (!/^\d+$/.test(digits)) return undefined;
  switch (kind) {
    case "siren": return digits.length >= 7 && digits.length < 9 && isSiren(digits.padStart(9, "0")) ? digits.padStart(9, "0") : undefined;
    case "siret": return digits.length >= 12 && digits.length < 14 && isSiret(digits.padStart(14, "0")) ? digits.padStart(14, "0") : undefined;
    case "postal-code": return digits.length === 4 ? `0${digits}` : undefined;
    case "phone": return digits.length === 9 ? `0${digits}` : undefined;
    default: return undefined;
  }
}

/** Loans already held, which are typed field by field on the screen, as the JSON of their stored form. */
function readLoans(text: string): CellRead {
  try {
    const parsed = parseStoredField("otherLoans", JSON.parse(text));
    return parsed.ok ? ok({ value: parsed.value }) : err(parsed.error.code);
  } catch {
    return err("LOAN_FORMAT");
  }
}

