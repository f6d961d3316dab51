import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { euros } from "../demo/print.ts";
import type { Rehearsed } from "./rehearse.ts";
import type { StageTime } from "./stages.ts";
import { seconds } from "./tell.ts";

/** `load`: of the machine when it began, which says what the times are worth. */
export type RunFacts = { readonly startedAt: Date; readonly commit: string; readonly cores: number; readonly load: string };
const PAGE = new URL("../../docs/rehearsal.md", import.meta.url);

export function writePage(result: Rehearsed, times: readonly StageTime[], run: Omit<RunFacts, "cores">): string {
  writeFileSync(PAGE, pageOf(result, times, { ...run, cores: cpus().length }));
  return "docs/rehearsal.md";
}

export const pageOf = ({ order, entered, compared, backupBytes, epoch, reinstated, firstNumberMs, allBackMs, shownOtherwise, faults }: Rehearsed, times: readonly StageTime[], { startedAt, commit, cores, load }: RunFacts): string => `# The rehearsal of a restore

Made by \`npm run rehearse -- --files ${order.files} --workstations ${order.workstations} --write\` on ${startedAt.toISOString().slice(0, 10)}, of commit ${commit}, Node ${process.versions.node}, ${cores} cores for all of it, PostgreSQL, the server and every workstation, and for whatever else this machine did (load when it began: ${load}). Not edited by hand. What it does and does not show: [decision 0430](decisions/0430-rehearsal.md); the steps for a real one: [runbooks/restore.md](runbooks/restore.md).

A real PostgreSQL is backed up at work by a base backup, killed and removed; the server is killed. ${order.workstations} real workstations of four branches of two banks, each with its encrypted database and its sync engine, are all there is left of what was entered since.

| | |
|---|--:|
| Files in the backup | ${entered.before} |
| Files entered, submitted and acknowledged after it | ${entered.after} |
| of these, known to one workstation alone | ${entered.alone} |
| Files entered while there was no centre | ${entered.meanwhile} |
| Backup, MiB | ${Math.round(backupBytes / 1_048_576)} |
| Epoch after it | ${epoch} |
| Numbers given back by their receipts | ${reinstated} |
| **Files compared** (status, number, receipt, amount, SIREN, every field) | ${compared.files} |
| **Numbers compared** | ${compared.numbers} |
| **Amounts told before, and held by the ledger after** | ${euros(compared.toldCents)} / ${euros(compared.foundCents)} |
| **Missing** | ${compared.missing} |
| **Twice** | ${compared.twice.length} |
| **Otherwise than told**, at the centre / at workstations | ${compared.differences.length - compared.missing} / ${shownOtherwise.length} |
| Found by \`consistency\`, \`verify\`, and the workstations' own verification | ${faults.length} |
| **From the loss to the first new number** | ${seconds(firstNumberMs)} |
| **From the loss to all is back** | ${seconds(allBackMs)} |

The two times are the machine's own: in a real restore, what takes long is to notice, to decide, and to call a second operator ([runbooks/restore.md](runbooks/restore.md)).

| Stage | |
|---|--:|
${times.map(({ stage, ms }) => `| ${stage} | ${seconds(ms)} |`).join("\n")}
`;
