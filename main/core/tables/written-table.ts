import type { WrittenCell } from "../../../shared/i18n/csv-cell.ts";
import type { Words } from "../../../shared/i18n/texts.ts";

export type WrittenColumn = { readonly title: string; /** In characters, about. */ readonly width: number };
export type WrittenTable = { readonly sheet: string; readonly columns: readonly WrittenColumn[]; readonly rows: Iterable<readonly WrittenCell[]> };
/** All its rows at hand. */
export type WholeTable = WrittenTable & { readonly rows: readonly (readonly WrittenCell[])[] };

/** More rows than a branch ever has: what is taken out is not cut short. */
export const ALL_ROWS = 10_000_000;

export type TableColumn<T> = { readonly title: (words: Words) => string; readonly width: number; readonly cell: (line: T, words: Words) => WrittenCell };

/** A row for each line, in the words of one language. */
export const tableOf = <T>(sheet: string, columns: readonly TableColumn<T>[], lines: readonly T[], words: Words): WholeTable => ({
  sheet,
  columns: columns.map(({ title, width }) => ({ title: title(words), width })),
  rows: lines.map((line) => columns.map(({ cell }) => cell(line, words))),
});

/** Rows between two breaths: others are answered meanwhile. */
export const ROWS_A_BREATH = 500;
