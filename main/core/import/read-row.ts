import { NO_NAMES, type SchemeNames } from "../packs/scheme-names.ts";
import { isRibPart, type CellFaultCode, type ColumnTarget, type NoticeCode, type RibPart } from "../../../shared/bridge/import-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import type { FieldName, FieldValue, Fields } from "../../../shared/pge/file-fields.ts";
import { isEmptyCell, type Cell } from "../tables/table.ts";
import { readCell } from "./read-cell.ts";
import { readRib } from "./read-rib.ts";

/** A fault or a notice of a row; `column` is its place, undefined where it is about the row as a whole. */
export type RowFault = { readonly column: number | undefined; readonly code: CellFaultCode };
export type RowNotice = { readonly column: number; readonly code: NoticeCode; readonly kept: string };
export type ReadRow = { readonly fields: Fields; readonly faults: readonly RowFault[]; readonly notices: readonly RowNotice[] };

/** Every cell of a row as its field. A row with one fault is not taken, and all its faults are named. */
export function readRow(targets: readonly (ColumnTarget | undefined)[], cells: readonly Cell[], epoch1904: boolean, schemes: SchemeNames = NO_NAMES): ReadRow {
  const fields: { [Name in FieldName]?: FieldValue } = {};
  const faults: RowFault[] = [];
  const notices: RowNotice[] = [];
  const rib: { [P in RibPart]?: Cell } = {};
  for (const [column, target] of targets.entries()) {
    const cell = cells[column];
    if (target === undefined || cell === undefined || isEmptyCell(cell)) continue;
    if (isRibPart(target)) {
      rib[target] = cell;
      continue;
    }
    const read = readCell(target, cell, epoch1904, schemes);
    if (!read.ok) faults.push({ column, code: read.error });
    else fields[target] = read.value.value;
    if (read.ok && read.value.notice !== undefined) notices.push({ column, ...read.value.notice });
  }
  takeRib(targets, rib, fields, faults, notices);
  // Beyond the last title: something that has no column to go to.
  const beyond = cells.findIndex((cell, column) => column >= targets.length && !isEmptyCell(cell));
  if (beyond !== -1) faults.push({ column: beyond, code: "IMPORT_TOO_MANY_CELLS" });
  return { fields, faults, notices };
}

function takeRib(targets: readonly (ColumnTarget | undefined)[], rib: { readonly [P in RibPart]?: Cell }, fields: { iban?: FieldValue }, faults: RowFault[], notices: RowNotice[]): void {
  const columns = Object.keys(rib);
  if (columns.length === 0) return;
  const first = targets.findIndex((target) => target !== undefined && columns.includes(target));
  const made = readRib(rib);
  if (!made.ok) {
    const column = targets.indexOf(made.error.part);
    faults.push({ column: column === -1 ? first : column, code: made.error.code });
  } else if (fields.iban !== undefined && fields.iban !== made.value) faults.push({ column: first, code: "RIB_TWICE" });
  else if (fields.iban === undefined) {
    fields.iban = made.value;
    notices.push({ column: first, code: "IBAN_MADE", kept: grouped(made.value, "iban") });
  }
}
