import type { BranchFigures, Check } from "./recount.ts";

/** Cents as euros, the French way. */
export const euros = (cents: number): string => `${(cents / 100).toLocaleString("fr-FR", { minimumFractionDigits: 2 })} €`;

const line = (cells: readonly string[], widths: readonly number[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");

/** One row a branch and the total: counts, then amounts in euros. */
export function figuresTable(branches: readonly BranchFigures[]): string {
  const rows = branches.map((f) => [f.branch, String(f.files), String(f.registered), String(f.refused), String(f.kept), euros(f.asked), euros(f.registeredAmount), euros(f.refusedAmount)]);
  const sum = (pick: (f: BranchFigures) => number): number => branches.reduce((total, f) => total + pick(f), 0);
  const total = ["total", String(sum((f) => f.files)), String(sum((f) => f.registered)), String(sum((f) => f.refused)), String(sum((f) => f.kept)), euros(sum((f) => f.asked)), euros(sum((f) => f.registeredAmount)), euros(sum((f) => f.refusedAmount))];
  const all = [["branch", "files", "registered", "refused", "kept", "asked", "registered", "refused"], ...rows, total];
  const widths = total.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").length)));
  return all.map((row) => line(row, widths)).join("\n");
}

export function checkLine({ says, expected, found }: Check): string {
  return expected === found ? `  ok    ${says}: ${found}` : `  WRONG ${says}: expected ${expected}, found ${found}`;
}
