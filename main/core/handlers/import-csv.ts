import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import type { ImportReport } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { FieldName, FieldValue, Fields } from "../../../shared/pge/file-fields.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { appendChange } from "../files/append-change.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { readHeader, type Column } from "./import-header.ts";

type Fault = ImportReport["faults"][number];
type Row = { readonly line: number; readonly cells: readonly string[] };
/** Rows of one transaction: a page of them is durable at once, and the window breathes between two. */
const PAGE = 200;
/** The parser's own types do not follow its options. */
const parsedSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

/**
 * Makes a draft of each row whose every cell reads as its field; a row with a fault is left out whole and named. Errors: G4001 when the
 * text is not a table, or its header names no field; G1008 when it was locked meanwhile, what was taken before that staying.
 */
export async function importCsv(desk: Desk, text: string): Promise<Result<ImportReport, CodedError>> {
  const table = readTable(text);
  if (!table.ok) return table;
  const [header, ...rows] = table.value;
  if (header === undefined) return err({ code: "G4001", params: { path: "text", reason: "empty" } });
  const columns = readHeader(header.cells);
  const faults: Fault[] = columns.flatMap((column) => (column.kind === "unknown" ? [{ line: header.line, column: column.title, value: "", reason: "IMPORT_UNKNOWN_COLUMN" }] : []));
  if (columns.every((column) => column.kind !== "field")) return err({ code: "G4001", params: { path: "text", reason: "header" } });
  let created = 0;
  for (let at = 0; at < rows.length; at += PAGE) {
    const drafts = rows.slice(at, at + PAGE).flatMap((row): readonly Fields[] => {
      const read = readRow(columns, row);
      faults.push(...read.faults);
      return read.faults.length > 0 || Object.keys(read.fields).length === 0 ? [] : [read.fields];
    });
    const taken = takeDrafts(desk, drafts);
    if (!taken.ok) return taken;
    created += drafts.length;
    await new Promise((resolve) => setImmediate(resolve));
    if (!desk.isOpen()) return err({ code: "G1008", params: { created } });
  }
  return ok({ created, faults });
}

function takeDrafts(desk: Desk, drafts: readonly Fields[]): Result<undefined, CodedError> {
  if (drafts.length === 0) return ok(undefined);
  const branch = desk.ownBranch();
  const sealed = coded(() => desk.db.transaction((db) => {
    const rows = rowContext(desk);
    return drafts.map((fields) => {
      const file = id<FileId>(desk.newId());
      const seq = appendChange(db, desk, { kind: "created", body: { fields: { ...fields } }, file, branch, base: 0 });
      refreshRow(db, file, rows);
      return seq;
    });
  }));
  if (!sealed.ok) return sealed;
  desk.told({ type: "files-changed", files: [] });
  const last = sealed.value.at(-1);
  if (last !== undefined) desk.told({ type: "sealed", seq: last });
  return ok(undefined);
}

/** `;` as French spreadsheets write it, `,` or a tab, whichever the first line has most of. */
function readTable(text: string): Result<readonly Row[], CodedError> {
  const first = text.slice(0, text.search(/[\r\n]/) === -1 ? text.length : text.search(/[\r\n]/));
  const delimiter = [";", ",", "\t"].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ";";
  try {
    const records = parsedSchema.parse(parseCsv(text, { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true }));
    return ok(records.map(({ record, info }) => ({ line: info.lines, cells: record })));
  } catch (error) {
    return err({ code: "G4001", params: { path: "text", reason: error instanceof Error ? error.name : "csv" } });
  }
}

function readRow(columns: readonly Column[], { line, cells }: Row): { readonly fields: Fields; readonly faults: readonly Fault[] } {
  const fields: { [Name in FieldName]?: FieldValue } = {};
  const faults: Fault[] = [];
  for (const [index, column] of columns.entries()) {
    const value = cells[index] ?? "";
    if (column.kind !== "field" || value.trim() === "") continue;
    const read = readCell(column.field, value);
    if (read.ok) fields[column.field] = read.value;
    else faults.push({ line, column: column.title, value: value.slice(0, 80), reason: read.error });
  }
  // Spreadsheets end lines with empty cells; one that holds something has no column to go to.
  const beyond = cells.slice(columns.length).join(" ").trim();
  if (beyond !== "") faults.push({ line, column: "", value: beyond.slice(0, 80), reason: "IMPORT_TOO_MANY_CELLS" });
  return { fields, faults };
}

/** As people type it; loans already held, which are typed field by field on the screen, as the JSON of their stored form. */
function readCell(field: FieldName, value: string): Result<FieldValue, string> {
  if (field !== "otherLoans") return parseFieldEntry(field, value);
  try {
    const parsed = parseStoredField(field, JSON.parse(value));
    return parsed.ok ? parsed : err(parsed.error.code);
  } catch {
    return err("LOAN_FORMAT");
  }
}
