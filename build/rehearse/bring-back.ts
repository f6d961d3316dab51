import { setTimeout } from "node:timers/promises";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import type { RecoveryReport } from "../../sync-server/store/store.ts";
import type { CentreProcess } from "./centre.ts";
import type { Primary } from "./primary.ts";
import type { Workstation } from "./workstation.ts";

const operators = demonstrationPeople.filter(({ role }) => role === "operator").map(({ id }) => id);
const administrators = demonstrationPeople.filter(({ role }) => role === "administrator").map(({ id }) => id);

/** Steps 3 and 5 of docs/server.md, after a restore: each of two operators gives her word by a command of her own, then the server starts. */
export async function beginEpoch(centre: CentreProcess, primary: Primary): Promise<void> {
  centre.use(primary.url());
  for (const operator of operators) await centre.order("begin-epoch", "--as", operator);
  await centre.start(primary.url());
  const { recovering, epoch } = await centre.hello();
  if (recovering !== true || epoch.n !== 2) throw new Error("the server does not say that it recovers in a new epoch");
}

/** Step 7: two different persons, beside the server at work. */
export async function endRecovery(centre: CentreProcess): Promise<void> {
  for (const person of [administrators[0], operators[0]]) await centre.order("end-recovery", person ?? "");
}

export const recoveryOf = async (centre: CentreProcess): Promise<RecoveryReport> => JSON.parse(await centre.order("recovery-report")) as RecoveryReport; // the program's own

/** A file at each workstation while nobody answers: they wait. Answers the companies, by workstation. */
export async function enterMeanwhile(desks: readonly Workstation[], from: number): Promise<ReadonlyMap<Workstation, string>> {
  const entered = new Map<Workstation, string>();
  for (const [i, desk] of desks.entries()) entered.set(desk, await desk.enterOne(from + i));
  return entered;
}

/** Resolves when the first of them has its number. */
export async function untilFirstNumber(entered: ReadonlyMap<Workstation, string>, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; ; await setTimeout(50)) {
    for (const [desk, siren] of entered) if ((await desk.numberOf(siren)) !== undefined) return;
    if (Date.now() > end) throw new Error("no submission was accepted any more");
  }
}
