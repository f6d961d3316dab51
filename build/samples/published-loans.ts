/** A large loan whose amount, and sometimes quota, was published. Turnover and staff only where a source or a rounded recollection exists. */
export type PublishedLoan = {
  readonly company: string;
  readonly amountEuros: number;
  readonly quotaPct: number | undefined;
  readonly grantOn: string;
  readonly turnoverEuros: number | undefined;
  readonly staff: number | undefined;
  /** Set by an individual decree rather than by the rule. */
  readonly byDecree: boolean;
  readonly source: string;
};

const loan = (company: string, amountEuros: number, grantOn: string, source: string, more: Partial<PublishedLoan> = {}): PublishedLoan => ({
  company, amountEuros, grantOn, source, quotaPct: undefined, turnoverEuros: undefined, staff: undefined, byDecree: false, ...more,
});

/** SIREN and accounts of these rows are fictional: only name, amount, quota and approximate date were published. */
export const publishedLoans: readonly PublishedLoan[] = [
  loan("Fnac Darty", 500_000_000, "2020-04-18", "ccfi.asso.fr, lecho.be", { quotaPct: 70, turnoverEuros: 7_349_000_000, staff: 15_000 }),
  loan("CMA CGM", 1_050_000_000, "2020-05-13", "marine-oceans.com", { quotaPct: 70, turnoverEuros: 27_000_000_000, staff: 9_000 }),
  loan("Air France", 4_000_000_000, "2020-05-07", "sortiraparis, bourseanalysis", { quotaPct: 90, byDecree: true }),
  loan("Renault", 5_000_000_000, "2020-06-02", "published amount; quota not found"),
  loan("Castorama / Brico Dépôt", 600_000_000, "2020-05-15", "published amount; quota not found"),
  loan("ERAM", 85_000_000, "2020-08-11", "juriblio.fr, decree of 11/08/2020, fourteen banks"),
  loan("Constellium", 180_000_000, "2020-05-15", "zonebourse"),
  loan("AccorInvest", 477_000_000, "2020-06-15", "boursier.com"),
  loan("Lagardère", 465_000_000, "2020-12-18", "boursier.com"),
  loan("Galeries Lafayette", 300_000_000, "2020-06-15", "boursier.com"),
  loan("Nexans", 280_000_000, "2020-05-15", "boursier.com"),
  loan("Mobivia", 280_000_000, "2020-06-15", "boursier.com"),
];
