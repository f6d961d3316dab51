import { addCents, type Cents } from "../../kernel/cents.ts";
import type { FigureInput } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import { input } from "./found.ts";
import { isSci, sciNatureOf } from "./sci.ts";

/** A turnover that a ceiling is a share of, written as a fraction so that nothing is rounded before the end. */
export type Turnover = {
  readonly sum: Cents;
  readonly times: number;
  readonly over: number;
  readonly inputs: readonly FigureInput[];
  readonly monument: boolean;
};

const whole = (sum: Cents, name: string, monument = false): Turnover => ({ sum, times: 1, over: 1, inputs: [input(name, "cents", sum)], monument });

/** CE1, CE7: turnover of 2019 or, failing that, of the last available year; visitor receipts stand for it in a historic monument. */
export function referenceTurnover(facts: Facts, p: PgeParameters): Turnover | { readonly missing: string } {
  const { borrower } = facts;
  if (isSci(borrower, p) && sciNatureOf(borrower, p) === "MONUMENT_HISTORIQUE_OUVERT_PUBLIC") {
    return borrower.publicReceipts === undefined ? { missing: "borrower.publicReceipts" } : whole(borrower.publicReceipts, "borrower.publicReceipts", true);
  }
  if (borrower.turnover2019 !== undefined) return whole(borrower.turnover2019, "borrower.turnover2019");
  if (borrower.turnoverLastYear !== undefined) return whole(borrower.turnoverLastYear, "borrower.turnoverLastYear");
  return { missing: "borrower.turnover2019" };
}

/** CE8: mean of the last closed years, at most three; with none, the turnover to date brought to a year of 365 days. */
export function meanTurnover(facts: Facts, p: PgeParameters): Turnover | { readonly missing: string } {
  const { yearTurnovers, turnoverToDate, activityDays } = facts.borrower;
  const last = (yearTurnovers ?? []).slice(-p.resilienceYears);
  if (last.length > 0) {
    const sum = addCents(...last);
    const years = last.map((year, i) => input(`borrower.yearTurnovers.${(yearTurnovers?.length ?? 0) - last.length + i}`, "cents", year));
    return { sum, times: 1, over: last.length, inputs: years, monument: false };
  }
  if (turnoverToDate === undefined) return { missing: "borrower.yearTurnovers" };
  if (activityDays === undefined || activityDays <= 0) return { missing: "borrower.activityDays" };
  return {
    sum: turnoverToDate,
    times: p.annualisationDays,
    over: activityDays,
    inputs: [input("borrower.turnoverToDate", "cents", turnoverToDate), input("borrower.activityDays", "days", activityDays), input("pack.annualisationDays", "days", p.annualisationDays)],
    monument: false,
  };
}
