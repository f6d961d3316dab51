import { cents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import type { Borrower, Facts, LoanRequest } from "../pge/facts.ts";

export type FactsOverrides = Partial<Omit<Facts, "borrower" | "request">> & { readonly borrower?: Borrower; readonly request?: LoanRequest };

/** A small company of 1 000 000 € turnover asking for 100 000 € on 15/04/2020: eligible, ceiling 250 000 €. Override the one fact a test is about. */
export function someFacts({ borrower = {}, request = {}, ...rest }: FactsOverrides = {}): Facts {
  return {
    grantOn: legalDate("2020-04-15"),
    scheme: "CLASSIQUE",
    existingLoans: [],
    ...rest,
    borrower: {
      type: "SOCIETE",
      createdOn: legalDate("2010-05-01"),
      staffFrance: 10,
      turnover: cents(100_000_000),
      turnover2019: cents(100_000_000),
      ...borrower,
    },
    request: { amount: cents(10_000_000), ...request },
  };
}
