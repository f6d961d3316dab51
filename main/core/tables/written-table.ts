/** A cell to be written. Text is never a number, a date or a formula to whoever opens it. `cents` is money, `date` is `YYYY-MM-DD`, `at` is UTC ms. */
export type WrittenCell =
  | string
  | undefined
  | { readonly cents: number }
  | { readonly count: number }
  | { readonly date: string }
  | { readonly at: number };
export type WrittenColumn = { readonly title: string; /** In characters, about. */ readonly width: number };
export type WrittenTable = { readonly sheet: string; readonly columns: readonly WrittenColumn[]; readonly rows: Iterable<readonly WrittenCell[]> };

/** Rows between two breaths: others are answered meanwhile. */
export const ROWS_A_BREATH = 500;
