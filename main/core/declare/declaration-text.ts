import { csvLine, neutralText } from "../../../shared/i18n/csv-text.ts";
import type { Cents } from "../../../shared/kernel/cents.ts";
import { type DeclarationLayout, type DeclaredFact } from "../../../shared/life/declaration-layout.ts";

/** A loan as it is declared: texts as they are, days ISO, money in cents. */
export type DeclaredLoan = { readonly [F in Exclude<DeclaredFact, "amount" | "guaranteed" | "quotaPct" | "totalYears" | "rate">]: string } & {
  readonly amount: number; readonly guaranteed: Cents | undefined; readonly quotaPct: number | undefined; readonly totalYears: number | undefined; readonly rate: number | undefined;
};

/** The file's text: a line of titles, a line a loan, and the control totals. Lines end in CR LF. */
export function declarationText(loans: readonly DeclaredLoan[], layout: DeclarationLayout): string {
  const { delimiter, columns, total } = layout;
  const lines = [columns.map(({ title }) => title), ...loans.map((loan) => columns.map(({ says }) => cellOf(loan, says, layout)))];
  const sum = loans.reduce((all, { amount }) => all + amount, 0);
  const totals = total === "" ? [] : [[total, String(loans.length), hundredths(sum, layout)]];
  return [...lines, ...totals].map((cells) => `${csvLine(cells.map(neutralText), delimiter)}\r\n`).join("");
}

function cellOf(loan: DeclaredLoan, says: DeclaredFact, layout: DeclarationLayout): string {
  switch (says) {
    case "amount": return hundredths(loan.amount, layout);
    case "guaranteed": return loan.guaranteed === undefined ? "" : hundredths(loan.guaranteed, layout);
    case "rate": return loan.rate === undefined ? "" : hundredths(loan.rate, layout);
    case "quotaPct": return loan.quotaPct === undefined ? "" : String(loan.quotaPct);
    case "totalYears": return loan.totalYears === undefined ? "" : String(loan.totalYears);
    case "disbursedOn": return dayText(loan.disbursedOn, layout);
    default: return loan[says];
  }
}

/** Always with both decimals: 250000,00. */
const hundredths = (value: number, { decimal }: DeclarationLayout): string => `${Math.trunc(value / 100)}${decimal}${String(value % 100).padStart(2, "0")}`;

function dayText(iso: string, { date }: DeclarationLayout): string {
  const [year, month, day] = iso.split("-");
  return date === "JJ/MM/AAAA" ? `${day}/${month}/${year}` : date === "AAAAMMJJ" ? `${year}${month}${day}` : iso;
}
