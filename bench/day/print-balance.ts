import { euros } from "../../build/demo/print.ts";
import type { Balance } from "./balance.ts";
import { NOTHING, type BankSide, type Sum } from "./sides.ts";

/** How the run was, beside its balance. */
export type DayRun = { readonly files: number; readonly branches: number; readonly speed: number; readonly seed: number; readonly servers: number; readonly seconds: number; readonly settled: boolean; readonly endedEarly: boolean; readonly answered: number; readonly withinSecond: number; readonly cores: number; /** Work that waited for a processor, mean of the last five minutes: above `cores`, others were at work too, or it was too much. */ readonly load: number };

const HEAD = ["", "asked", "", "registered", "", "refused", "", "withdrawn", "drafts"];
const cells = ({ files, cents }: Sum): readonly string[] => [String(files), euros(cents)];
const refusedOf = ({ refused }: BankSide): Sum => Object.values(refused).reduce((sum, one) => ({ files: sum.files + one.files, cents: sum.cents + one.cents }), NOTHING);

const rowOf = (name: string, side: BankSide): readonly string[] => [name, ...cells(side.asked), ...cells(side.registered), ...cells(refusedOf(side)), String(side.withdrawn.files), String(side.drafts.files)];

/** The sheet as text: a row a bank as the clients have it, the totals of both sides, the reasons, what was lost and what is twice. */
export function balanceText(balance: Balance): string {
  const { total, banks, numbers, documents, loansOfFiles } = balance;
  const table = [HEAD, ...banks.map(({ name, clients }) => rowOf(name, clients)), rowOf("clients together", total.clients), rowOf("the centre holds", total.centre)];
  const reasons = codesOf(balance).map(([code, clients, centre]) => [code, ...cells(clients), ...cells(centre)]);
  return [
    aligned(table), "", aligned([["refused by reason", "clients", "", "centre", ""], ...reasons]), "",
    `numbers: ${numbers.told} told, ${numbers.held} in the ledger; documents: ${documents.told} told, ${documents.held} held; loans of the files: ${loansOfFiles.files} of ${euros(loansOfFiles.cents)}`,
    ...loansOfFiles.byRules.map(({ rules, files, cents }) => `registered by ${rules}: ${files} of ${euros(cents)}`),
    `lost ${balance.lost}, twice ${balance.twice}, never answered ${balance.waiting}`,
    ...(balance.isExact ? ["exact to the cent"] : ["NOT EXACT:", ...balance.differences.map((line) => `  ${line}`)]),
  ].join("\n");
}

const codesOf = ({ total: { clients, centre } }: Balance): readonly (readonly [string, Sum, Sum])[] =>
  [...new Set([...Object.keys(clients.refused), ...Object.keys(centre.refused)])].toSorted().map((code) => [code, clients.refused[code] ?? NOTHING, centre.refused[code] ?? NOTHING]);

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_cell, i) => Math.max(...rows.map((row) => (row[i] ?? "").length))) ?? [];
  return rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ").trimEnd()).join("\n");
}
