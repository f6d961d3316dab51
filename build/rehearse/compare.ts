import type { Told } from "./told.ts";

/** One movement line of the ledger that holds something: which file, how much, under which number. */
export type Held = { readonly file: string; readonly siren: string; readonly amount: number; readonly number: string };
export type Found = { readonly files: readonly Told[]; readonly ledger: readonly Held[] };
export type Difference = { readonly file: string; readonly what: "missing" | "status" | "number" | "receipt" | "amount" | "siren" | "fields" | "refusal" | "held" | "unknown"; readonly told: string; readonly found: string };
export type Compared = {
  readonly files: number;
  readonly numbers: number;
  /** Cents of what has a number. */
  readonly toldCents: number;
  readonly foundCents: number;
  readonly missing: number;
  /** Numbers, files or holds that are there more than once. */
  readonly twice: readonly string[];
  readonly differences: readonly Difference[];
};

const SAME = ["status", "number", "receipt", "amount", "siren", "fields", "refusal"] as const;

/** [RH2] Everything that was told before the loss, beside what is there after it. What is there and was told to nobody is a difference too. */
export function compare(told: readonly Told[], { files, ledger }: Found): Compared {
  const [there, held] = [new Map(files.map((one) => [one.file, one])), Map.groupBy(ledger, ({ file }) => file)];
  const known = new Set(told.map(({ file }) => file));
  const differences = [
    ...told.flatMap((one) => differencesOf(one, there.get(one.file), held.get(one.file) ?? [])),
    ...files.filter(({ file }) => !known.has(file)).map(({ file, number }) => ({ file, what: "unknown" as const, told: "nothing", found: number ?? "a file" })),
  ];
  const sum = (some: readonly { readonly amount: number }[]): number => some.reduce((total, { amount }) => total + amount, 0);
  return {
    files: told.length, numbers: told.filter(({ number }) => number !== undefined).length,
    toldCents: sum(told.filter(({ number }) => number !== undefined)), foundCents: sum(ledger),
    missing: differences.filter(({ what }) => what === "missing").length,
    twice: [...repeated(files.map(({ file }) => file)), ...repeated(files.flatMap(({ number }) => (number === undefined ? [] : [number]))), ...repeated(ledger.map(({ number }) => number))],
    differences,
  };
}

function differencesOf(told: Told, found: Told | undefined, held: readonly Held[]): readonly Difference[] {
  const { file } = told;
  if (found === undefined) return [{ file, what: "missing", told: told.number ?? told.status, found: "nothing" }];
  const other: Difference[] = SAME.filter((name) => told[name] !== found[name]).map((what) => ({ file, what, told: String(told[what]), found: String(found[what]) }));
  const wanted = told.number === undefined ? [] : [`${told.siren} ${told.amount} ${told.number}`];
  const kept = held.map(({ siren, amount, number }) => `${siren} ${amount} ${number}`);
  return kept.join() === wanted.join() ? other : [...other, { file, what: "held", told: wanted.join() || "nothing", found: kept.join() || "nothing" }];
}

function repeated(all: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}
