import { writeFileSync } from "node:fs";
import type { Fields } from "../../shared/pge/file-fields.ts";
import { companyAt, fictionalSiren, FICTIONAL_SIREN_COUNT } from "../../shared/testing/companies.ts";
import { fieldsOfCompany } from "../../shared/testing/some-fields.ts";
import { publishedLoans } from "./published-loans.ts";
import { csvOf } from "./typed-row.ts";

/** The 2,000 companies of the demonstration: one seed, so that every clone tells the same story. */
export const SAMPLE_SEED = 2020;
export const SAMPLE_BRANCHES = ["rennes", "brest", "la-rochelle", "bayonne"] as const;
export const COMPANIES_PER_BRANCH = 500;

/** Files of one branch. */
export function branchFiles(branch: number): readonly Fields[] {
  return Array.from({ length: COMPANIES_PER_BRANCH }, (_, i) => fieldsOfCompany(companyAt(SAMPLE_SEED, branch * COMPANIES_PER_BRANCH + i)));
}

/** The published large loans: what was not published is left empty, so that these files stay drafts unless the figures exist. */
export function publishedFiles(): readonly Fields[] {
  return publishedLoans.map((loan, i) => {
    const base = fieldsOfCompany(companyAt(SAMPLE_SEED, 10_000 + i));
    const known = loan.turnoverEuros !== undefined && loan.staff !== undefined;
    const figures = { turnover: (loan.turnoverEuros ?? 0) * 100, turnover2019: (loan.turnoverEuros ?? 0) * 100, balanceSheet: (loan.turnoverEuros ?? 0) * 80, staffFrance: loan.staff ?? 0 };
    const { siret: _siret, turnover: _t, turnover2019: _u, balanceSheet: _b, staffFrance: _s, quotaByDecreePct: _q, ...rest } = base;
    return {
      ...rest, siren: fictionalSiren(FICTIONAL_SIREN_COUNT - 1 - i), legalName: loan.company, borrowerType: "SOCIETE", legalForm: "5599",
      amount: loan.amountEuros * 100, exposureAtGrant: loan.amountEuros * 100, foreseenGrantOn: loan.grantOn,
      ...(known ? figures : {}),
      ...(loan.byDecree && loan.quotaPct !== undefined ? { quotaByDecreePct: loan.quotaPct } : {}),
    };
  });
}

/** Every sample, by its path from the root. */
export function samples(): ReadonlyMap<string, string> {
  return new Map([
    ...SAMPLE_BRANCHES.map((name, i): [string, string] => [`samples/companies-${name}.csv`, csvOf(branchFiles(i))]),
    ["samples/published-large-loans.csv", csvOf(publishedFiles())],
  ]);
}

if (import.meta.main) for (const [path, text] of samples()) writeFileSync(new URL(`../../${path}`, import.meta.url), text);
