import fc from "fast-check";
import { cents, MAX_CENTS, type Cents } from "../kernel/cents.ts";
import { addDays, legalDate, type LegalDate } from "../kernel/legal-date.ts";
import {
  AMICABLE_PROCEDURES, BORROWER_TYPES, LOAN_STATUSES, PERIODICITIES, PROCEDURE_TYPES, SCHEMES, SCI_NATURES, type Borrower, type ExistingLoan, type Facts, type LoanRequest,
} from "../pge/facts.ts";

/** Facts of every kind for property tests, fast-check arbitraries: plausible, absurd and unknown ones mixed. */
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 4 });
const money: fc.Arbitrary<Cents> = fc.oneof(fc.integer({ min: 0, max: 500_000_000 }), fc.integer({ min: 0, max: MAX_CENTS })).map(cents);
const day: fc.Arbitrary<LegalDate> = fc.oneof(
  fc.integer({ min: 0, max: 2_300 }).map((n) => addDays(legalDate("2018-06-01"), n)),
  fc.constantFrom("2020-03-16", "2020-05-07", "2020-05-08", "2020-07-18", "2020-07-19", "2020-09-18", "2022-04-06", "2022-06-30", "2022-07-01", "2023-12-31", "2024-01-01").map(legalDate),
);
const code = <const T extends string>(of: readonly T[]): fc.Arbitrary<T | undefined> => maybe(fc.constantFrom(...of));
const yesNo = maybe(fc.boolean());
const count = (max: number): fc.Arbitrary<number | undefined> => maybe(fc.integer({ min: 0, max }));

export const someBorrowers: fc.Arbitrary<Borrower> = fc.record({
  type: code(BORROWER_TYPES),
  legalForm: maybe(fc.constantFrom("5499", "6540", "6541", "9220")),
  sireneRegistered: yesNo,
  economicActivity: yesNo,
  sciNature: code(SCI_NATURES),
  heldPct: count(100),
  publicReceipts: maybe(money),
  createdOn: maybe(day),
  staffFrance: count(12_000),
  staffTotal: count(12_000),
  turnover: maybe(money),
  turnover2019: maybe(money),
  turnoverLastYear: maybe(money),
  balanceSheet: maybe(money),
  bestThreeMonths: maybe(money),
  naf: maybe(fc.constant("56.10A")),
  seasonalNaf: yesNo,
  payroll2019: maybe(money),
  payrollTwoYears: maybe(money),
  innovative: yesNo,
  innovationCriterion: maybe(fc.constantFrom("D313_45_1_CESEDA", "JEI_44SEXIES0A")),
  aeroAverageStock: maybe(money),
  yearTurnovers: maybe(fc.array(money, { maxLength: 5 })),
  turnoverToDate: maybe(money),
  activityDays: count(400),
  ukraineSelfCertified: yesNo,
  procedure: maybe(fc.record({ type: fc.constantFrom(...PROCEDURE_TYPES), openedOn: day, planOn: maybe(day), closedOn: maybe(day) })),
  amicableProcedure: code(AMICABLE_PROCEDURES),
  group: yesNo,
});

const someRequests: fc.Arbitrary<LoanRequest> = fc.record({
  amount: maybe(money),
  deferralMonths: count(80),
  totalYears: maybe(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(2.5))),
  amortisationYears: count(12),
  extraDeferralYears: count(2),
  rateBps: count(10_000),
  periodicity: code(PERIODICITIES),
  otherSecurity: yesNo,
  exposureAtReference: maybe(money),
  exposureAtGrant: maybe(money),
});

const someLoans: fc.Arbitrary<ExistingLoan> = fc.record({
  bank: fc.constant("A"),
  amount: money,
  scheme: code(SCHEMES),
  status: fc.constantFrom(...LOAN_STATUSES),
});

/** Of one of these schemes, or of none yet. */
export const factsUnder = (schemes: readonly string[]): fc.Arbitrary<Facts> => fc.record({
  grantOn: day,
  scheme: maybe(fc.constantFrom(...schemes)),
  quotaByDecreePct: count(100),
  borrower: someBorrowers,
  request: someRequests,
  existingLoans: fc.array(someLoans, { maxLength: 15 }),
});

export const someFactsOf: fc.Arbitrary<Facts> = factsUnder(SCHEMES);
