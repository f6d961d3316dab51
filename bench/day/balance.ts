import { EMPTY_SIDE, NOTHING, plus, type BankSide, type Loan, type LoansOfFiles, type Side, type Sum } from "./sides.ts";

/** The end of the day to the cent. Each figure of both sides was counted without the other. */
export type Balance = {
  readonly isExact: boolean;
  readonly banks: readonly { readonly bank: string; readonly name: string; readonly clients: BankSide; readonly centre: BankSide }[];
  readonly total: { readonly clients: BankSide; readonly centre: BankSide };
  /** Acknowledged to a client and not held by the centre. */
  readonly lost: number;
  /** Held twice, or held where no client asked for it. */
  readonly twice: number;
  /** Sealed by a client and never answered: no balance is exact before it was. */
  readonly waiting: number;
  readonly numbers: { readonly told: number; readonly held: number };
  readonly documents: { readonly told: number; readonly held: number };
  /** Loans of the files against the ledger. */
  readonly loansOfFiles: LoansOfFiles;
  /** The first of what does not agree, a sentence each. */
  readonly differences: readonly string[];
};

export type BalanceInput = {
  readonly clients: Side;
  readonly centre: Side;
  readonly loansOfFiles: LoansOfFiles;
  readonly waiting: number;
  /** What clients met that no client may meet. */
  readonly faults: readonly string[];
  /** What ended otherwise than the plan meant. */
  readonly otherwise: readonly string[];
  readonly names: ReadonlyMap<string, string>;
};

const MOST_SENTENCES = 50;

export function strikeBalance({ clients, centre, loansOfFiles, waiting, faults, otherwise, names }: BalanceInput): Balance {
  const said: string[] = [...faults, ...otherwise];
  const say = (sentence: string): void => void said.push(sentence);
  const lost = lostOf(clients, centre, say);
  const twice = twiceOf(clients, centre, say) + faults.length;
  const banks = [...new Set([...names.keys(), ...clients.banks.keys(), ...centre.banks.keys()])].flatMap((bank) => {
    const row = { bank, name: names.get(bank) ?? bank, clients: clients.banks.get(bank) ?? EMPTY_SIDE, centre: centre.banks.get(bank) ?? EMPTY_SIDE };
    for (const line of differencesOf(row.clients, row.centre)) say(`${row.name}: ${line}`);
    // Invented by the demonstration itself, and nobody of the day works there.
    return names.has(bank) || row.clients !== EMPTY_SIDE || row.centre !== EMPTY_SIDE ? [row] : [];
  });
  const total = { clients: totalOf(banks.map((row) => row.clients)), centre: totalOf(banks.map((row) => row.centre)) };
  if (loansOfFiles.files !== total.centre.registered.files || loansOfFiles.cents !== total.centre.registered.cents) say(`the ledger holds ${told(total.centre.registered)}, the files ${told(loansOfFiles)}`);
  if (waiting > 0) say(`${waiting} changes were never answered`);
  return { isExact: said.length === 0, banks, total, lost, twice, waiting, numbers: { told: clients.loans.length, held: centre.loans.length }, documents: { told: clients.contents.size, held: centre.contents.size }, loansOfFiles, differences: said.slice(0, MOST_SENTENCES) };
}

const told = ({ files, cents }: Sum): string => `${files} of ${cents} cents`;
const sameLoan = (one: Loan, other: Loan): boolean => one.bank === other.bank && one.file === other.file && one.siren === other.siren && one.amount === other.amount;

function lostOf(clients: Side, centre: Side, say: (sentence: string) => void): number {
  let lost = 0;
  const held = new Map(centre.loans.map((loan) => [loan.number, loan]));
  for (const loan of clients.loans) {
    const kept = held.get(loan.number);
    if (kept !== undefined && sameLoan(kept, loan)) continue;
    lost += 1;
    say(kept === undefined ? `number ${loan.number} was told for file ${loan.file} and is not in the ledger` : `number ${loan.number} was told for ${loan.amount} cents of file ${loan.file}; the ledger holds ${kept.amount} of file ${kept.file}`);
  }
  for (const file of clients.files) {
    if (centre.files.has(file)) continue;
    lost += 1;
    say(`file ${file} was taken and is not there`);
  }
  for (const [file, bytes] of clients.contents) {
    if (centre.contents.get(file) === bytes) continue;
    lost += 1;
    say(`the document of file ${file} was told to be there, ${bytes} bytes; the centre has ${centre.contents.get(file) ?? 0}`);
  }
  for (const [replica, answered] of clients.lines) {
    const missing = answered - (centre.lines.get(replica) ?? 0);
    if (missing <= 0) continue;
    lost += missing;
    say(`${missing} answered changes of line ${replica} are not there`);
  }
  return lost;
}

function twiceOf(clients: Side, centre: Side, say: (sentence: string) => void): number {
  let twice = 0;
  const note = (sentence: string): void => {
    twice += 1;
    say(sentence);
  };
  const known = new Set(clients.loans.map(({ number }) => number));
  for (const { number, file } of centre.loans) if (!known.has(number)) note(`number ${number} of file ${file} was told to nobody`);
  for (const [number, files] of several(centre.loans, (loan) => loan.number)) note(`number ${number} stands for ${files} files`);
  for (const [file, numbers] of several(centre.loans, (loan) => `${loan.bank} ${loan.file}`)) note(`file ${file} has ${numbers} numbers`);
  for (const [siren, numbers] of several(centre.loans, (loan) => loan.siren)) note(`company ${siren} has ${numbers} registrations in the first month`);
  for (const [number, times] of several(clients.loans, (loan) => loan.number)) note(`number ${number} was told for ${times} files`);
  for (const file of centre.contents.keys()) if (!clients.contents.has(file)) note(`the document of file ${file} was told to nobody`);
  for (const file of centre.files) if (!clients.files.has(file)) note(`file ${file} is nobody's`);
  for (const [replica, held] of centre.lines) {
    const more = held - (clients.lines.get(replica) ?? 0);
    if (more > 0) note(`${more} changes of line ${replica} were answered to nobody`);
  }
  return twice;
}

/** Keys under which more than one entry stands. */
function several<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1);
}

const SUMS = ["asked", "registered", "withdrawn", "drafts"] as const;
function differencesOf(clients: BankSide, centre: BankSide): readonly string[] {
  const lines: string[] = [];
  const compare = (what: string, one: Sum, other: Sum): void => {
    if (one.files !== other.files || one.cents !== other.cents) lines.push(`${what}: clients ${told(one)}, centre ${told(other)}`);
  };
  for (const what of SUMS) compare(what, clients[what], centre[what]);
  for (const code of new Set([...Object.keys(clients.refused), ...Object.keys(centre.refused)])) compare(`refused ${code}`, clients.refused[code] ?? NOTHING, centre.refused[code] ?? NOTHING);
  for (const key of new Set([...Object.keys(clients.verdicts), ...Object.keys(centre.verdicts)])) {
    const [one, other] = [clients.verdicts[key] ?? 0, centre.verdicts[key] ?? 0];
    if (one !== other) lines.push(`changes ${key}: clients ${one}, centre ${other}`);
  }
  return lines;
}

function totalOf(sides: readonly BankSide[]): BankSide {
  return sides.reduce((sum, side) => ({
    asked: plus(sum.asked, side.asked), registered: plus(sum.registered, side.registered), withdrawn: plus(sum.withdrawn, side.withdrawn), drafts: plus(sum.drafts, side.drafts),
    refused: merged(sum.refused, side.refused, plus, NOTHING), verdicts: merged(sum.verdicts, side.verdicts, (a, b) => a + b, 0),
  }), EMPTY_SIDE);
}

const merged = <T>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>, add: (a: T, b: T) => T, none: T): Readonly<Record<string, T>> =>
  Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted().map((key) => [key, add(one[key] ?? none, other[key] ?? none)]));
