/** A count of files with the cents that they ask for. */
export type Sum = { readonly files: number; readonly cents: number };
export const NOTHING: Sum = { files: 0, cents: 0 };
export const plus = (one: Sum, other: Sum): Sum => ({ files: one.files + other.files, cents: one.cents + other.cents });

/** What one side says of one bank. Each file is in exactly one of registered, refused, withdrawn and drafts. */
export type BankSide = {
  readonly asked: Sum;
  readonly registered: Sum;
  /** By the code of the reason. */
  readonly refused: Readonly<Record<string, Sum>>;
  readonly withdrawn: Sum;
  readonly drafts: Sum;
  /** Changes by what was answered: "accepted", "skipped", "refused G2004". */
  readonly verdicts: Readonly<Record<string, number>>;
};

export const EMPTY_SIDE: BankSide = { asked: NOTHING, registered: NOTHING, refused: {}, withdrawn: NOTHING, drafts: NOTHING, verdicts: {} };

/** A registration as either side knows it. */
export type Loan = { readonly number: string; readonly bank: string; readonly file: string; readonly siren: string; readonly amount: number };

/** One side of the balance: what the clients wrote down, or what the centre holds. */
export type Side = {
  readonly banks: ReadonlyMap<string, BankSide>;
  readonly loans: readonly Loan[];
  /** Files that exist: made at the centre. */
  readonly files: ReadonlySet<string>;
  /** Changes of each replica's line. */
  readonly lines: ReadonlyMap<string, number>;
  /** Bytes of the document of each file that has one, whole at the centre. */
  readonly contents: ReadonlyMap<string, number>;
};

/** Loans as the files themselves say, by the version of the rules that registered them. */
export type LoansOfFiles = Sum & { readonly byRules: readonly (Sum & { readonly rules: string })[] };

type Draft = { -readonly [K in keyof BankSide]: BankSide[K] };
/** Counts files into their class, one by one. */
export function createTally(): { readonly add: (bank: string, into: "asked" | "registered" | "withdrawn" | "drafts" | { readonly refused: string }, cents: number) => void; readonly verdict: (bank: string, key: string, count: number) => void; readonly banks: () => ReadonlyMap<string, BankSide> } {
  const banks = new Map<string, Draft>();
  const of = (bank: string): Draft => {
    const known = banks.get(bank) ?? { ...EMPTY_SIDE };
    banks.set(bank, known);
    return known;
  };
  return {
    add: (bank, into, cents) => {
      const side = of(bank);
      const one = { files: 1, cents };
      if (typeof into === "string") side[into] = plus(side[into], one);
      else side.refused = { ...side.refused, [into.refused]: plus(side.refused[into.refused] ?? NOTHING, one) };
    },
    verdict: (bank, key, count) => {
      const side = of(bank);
      side.verdicts = { ...side.verdicts, [key]: (side.verdicts[key] ?? 0) + count };
    },
    banks: () => banks,
  };
}
