import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { FieldErrorCode } from "../pge/field-errors.ts";
import type { FieldName } from "../pge/file-fields.ts";

/** The parts of a French account in columns of their own: together they make the IBAN. */
export const RIB_PARTS = ["rib.bank", "rib.branch", "rib.account", "rib.key"] as const;
export type RibPart = (typeof RIB_PARTS)[number];
export const isRibPart = (text: string): text is RibPart => RIB_PARTS.some((part) => part === text);
/** Where a column goes. */
export type ColumnTarget = FieldName | RibPart;

/** Largest file, bytes; and what it may hold once read. */
export const IMPORT_LIMITS = { bytes: 50_000_000, rows: 50_000, columns: 200, cellText: 32_767 } as const;

/** Why a file cannot be taken at all: each has its sentence `fault.…`. */
export const TABLE_FAULTS = [
  "IMPORT_ENCODING", "IMPORT_TOO_LARGE", "IMPORT_TOO_MANY_ROWS", "IMPORT_TOO_MANY_COLUMNS", "IMPORT_UNZIPPED_TOO_LARGE", "IMPORT_EMPTY", "IMPORT_QUOTES",
  "IMPORT_OLD_EXCEL", "IMPORT_PROTECTED", "IMPORT_NOT_XLSX",
] as const;
export type TableFault = (typeof TABLE_FAULTS)[number];

/** What is wrong with a cell, besides what a field's own entry can have. */
export const CELL_FAULTS = ["EXCEL_ROUNDED", "EXCEL_ERROR", "EXCEL_NO_VALUE", "IMPORT_TOO_MANY_CELLS", "RIB_INCOMPLETE", "RIB_TWICE"] as const;
export type CellFaultCode = (typeof CELL_FAULTS)[number] | FieldErrorCode;
/** What was understood although it was not written as it is kept: told, and no fault. Each has its sentence `notice.…` with the hole `kept`. */
export const NOTICES = ["ZEROS_RESTORED", "NUMBER_RESTORED", "DATE_READ", "IBAN_MADE"] as const;
export type NoticeCode = (typeof NOTICES)[number];

/**
 * What became of a row. `known`: imported here before, the same; `changed`: its reference or its company was imported here before with another content, or
 * that file was withdrawn since; `doubled`: the same as an earlier row of this table. None of these three made a draft.
 */
export type RowOutcome = "taken" | "faulty" | "known" | "changed" | "doubled" | "empty";
export type ImportCounts = { readonly [O in RowOutcome | "noticed"]: number };

export type ImportColumn = {
  readonly title: string;
  /** Undefined: the column is left aside. */
  readonly target: ColumnTarget | undefined;
  /** The first values that it holds, as they were read. */
  readonly samples: readonly string[];
  /** Its cells were not kept: it would hold the rating of the Banque de France. */
  readonly neverKept: boolean;
};
export type ImportView = {
  readonly id: number;
  /** Goes up with each view that is made: news may overtake an answer, and the older of two says nothing any more. */
  readonly turn: number;
  readonly name: string;
  readonly format: "csv" | "xlsx";
  /** Of an XLSX: the sheet that is read, and how many others are not. */
  readonly sheet: { readonly name: string; readonly others: number } | undefined;
  /** Where columns go waits for the person; rows are being taken; it was stopped before its end; every row has its outcome. */
  readonly state: "mapping" | "running" | "stopped" | "done";
  readonly rows: number;
  readonly done: number;
  readonly counts: ImportCounts;
  /** Faulty rows of which a cell was corrected since. */
  readonly mended: number;
  readonly columns: readonly ImportColumn[];
  /** The columns go where the person once put columns of these titles. */
  readonly remembered: boolean;
  /** Why it stopped by itself. */
  readonly error: CodedError | undefined;
};

/** What the report can be narrowed to. */
export const REPORT_PARTS = ["faulty", "changed", "known", "noticed"] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** One thing about a row. A fault or notice about the row as a whole has no column. */
export type ReportRemark = {
  /** Place among the table's columns; undefined: the row as a whole. */
  readonly column: number | undefined;
  readonly title: string;
  /** As it was read, or as it was corrected since. */
  readonly value: string;
  readonly code: CellFaultCode | NoticeCode | "IMPORT_KNOWN" | "IMPORT_CHANGED" | "IMPORT_WITHDRAWN_SINCE" | "IMPORT_DOUBLED" | "IMPORT_MENDED";
  /** What is kept, of a notice. */
  readonly kept?: string;
  readonly mended: boolean;
};
export type ReportRow = {
  /** Line of the file; 1 is the header of a CSV that begins at its top. */
  readonly line: number;
  readonly outcome: RowOutcome;
  /** What tells the row from others: its company, as far as it can be read. */
  readonly name: string;
  readonly remarks: readonly ReportRemark[];
  /** The draft that it made, or that an earlier import made. */
  readonly file: { readonly file: FileId; readonly name: string } | undefined;
  /** Of a `doubled` row: the line of the first. */
  readonly firstLine: number | undefined;
};
export type ReportPage = { readonly rows: readonly ReportRow[]; readonly total: number };

/** A file that the core made and holds until the next one: it is read piece by piece. */
export type ExportReady = { readonly id: string; readonly name: string; readonly size: number; readonly rows: number };
/** `next` is undefined at the end. Base64. */
export type ExportBytes = { readonly bytes: string; readonly next: number | undefined };
