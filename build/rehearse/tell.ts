import { euros } from "../demo/print.ts";
import type { Rehearsed } from "./rehearse.ts";

const MOST = 20;
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** What came of it, in lines for a terminal. */
export function tellRehearsed(result: Rehearsed): string {
  const { entered, compared, lost, shownOtherwise, faults } = result;
  const shown = compared.differences.filter(({ what }) => what !== "missing" || lost === undefined).slice(0, MOST);
  const lines = [
    "",
    `  files acknowledged           ${compared.files}, of which ${entered.before} were in the backup, ${entered.after} were not (${entered.alone} known to one workstation alone), and ${entered.meanwhile} were entered without a centre`,
    `  numbers                      ${compared.numbers}; given back by receipts: ${result.reinstated}, of which the rules would refuse ${result.flagged} today`,
    `  amounts told                 ${euros(compared.toldCents)}`,
    `  amounts held by the ledger   ${euros(compared.foundCents)}`,
    `  missing                      ${compared.missing}`,
    `  twice                        ${compared.twice.length}`,
    `  otherwise than told          ${compared.differences.length - compared.missing} at the centre, ${shownOtherwise.length} at workstations`,
    `  found by consistency, verify and the workstations   ${faults.length}`,
    `  loss to the first number     ${seconds(result.firstNumberMs)}`,
    `  loss to all is back          ${seconds(result.allBackMs)}`,
    ...shown.map(({ file, what, told, found }) => `  DIFFERS ${file} ${what}: told ${told.slice(0, 120)}, found ${found.slice(0, 120)}`),
    ...[...compared.twice, ...shownOtherwise, ...faults].slice(0, MOST).map((line) => `  FOUND ${line}`),
    ...tellLost(result),
    "",
    result.isWhole ? (lost === undefined ? "Every file, number, receipt and cent is back." : "Everything is back but what the lost workstation alone had sent since the backup, as said above.") : "It is not whole: see above.",
    "",
  ];
  return lines.join("\n");
}

function tellLost({ lost }: Rehearsed): readonly string[] {
  if (lost === undefined) return [];
  return [
    "",
    `  lost with its workstation    ${lost.missing} files of ${lost.person}, ${lost.branch}, ${euros(lost.cents)}: she is asked to enter them again`,
    `  named by recovery-report     ${lost.named.length}, with their numbers: colleagues had been told of them`,
    ...lost.named.slice(0, MOST).map(({ file, number }) => `    ${number ?? "no number"}  ${file}`),
    ...(lost.named.length > MOST ? [`    and ${lost.named.length - MOST} more`] : []),
    `  named by nobody              ${lost.unnamed.length}: no colleague had heard of them; the report names her workstation, her papers name the clients`,
    ...lost.unnamed.slice(0, MOST).map((number) => `    ${number}`),
    ...(lost.unnamed.length > MOST ? [`    and ${lost.unnamed.length - MOST} more`] : []),
  ];
}
