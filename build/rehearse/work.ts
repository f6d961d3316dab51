import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { SyncStatus } from "../../shared/bridge/sync-views.ts";
import { demonstrationBanks, demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import type { Stages } from "./stages.ts";
import type { Workstation, WorkstationPlace } from "./workstation.ts";

/** A workstation each for the advisors of every branch, in turn: a person may have several, as in a day. */
export function placesOf(many: number): readonly Omit<WorkstationPlace, "folder" | "port">[] {
  const branches = demonstrationBanks.flatMap((bank) => bank.branches.map(({ id, name }) => ({ bank: bank.id, id, name })));
  return Array.from({ length: many }, (_, i) => {
    const branch = branches[i % branches.length];
    const advisors = demonstrationPeople.filter(({ role, branches: [own] }) => role === "advisor" && own === branch?.id);
    const person = advisors[Math.floor(i / branches.length) % advisors.length];
    if (branch === undefined || person === undefined) throw new Error("the demonstration has a branch without an advisor");
    return { name: `poste-${String(i + 1).padStart(2, "0")}`, login: person.login, person: person.name, branch: branch.name, bank: branch.bank };
  });
}

/** `count` files of companies from `from` on, as equal a part for each, a few at the keyboard at a time; all send meanwhile. */
export async function enterAll(desks: readonly Workstation[], from: number, count: number, stages: Stages): Promise<void> {
  const starts = desks.map((_, i) => Math.floor((count * i) / desks.length));
  const parts = desks.map((desk, i) => ({ desk, at: starts[i] ?? 0, many: (starts[i + 1] ?? count) - (starts[i] ?? 0) }));
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      await part.desk.enter(from + part.at, part.many, () => stages.progress((done += 1), count));
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
}

export const settleAll = async (desks: readonly Workstation[], limitMs: number): Promise<void> => void (await Promise.all(desks.map((desk) => desk.settle(limitMs))));

/** Waits, without a word to them, until it holds of every one: they have to come there by themselves. */
export async function untilAll(desks: readonly Workstation[], limitMs: number, stages: Stages, holds: (status: SyncStatus) => boolean): Promise<void> {
  for (const end = Date.now() + limitMs; ; await setTimeout(200)) {
    const now = await Promise.all(desks.map(async (desk) => ({ desk, status: await desk.status() })));
    const there = now.filter(({ status }) => holds(status)).length;
    stages.progress(there, desks.length);
    if (there === desks.length) return;
    const fallen = now.find(({ status }) => status.kind === "stopped" || status.kind === "signed-out");
    if (fallen !== undefined) throw new Error(`${fallen.desk.name}: ${fallen.status.kind} ${fallen.status.error?.code ?? ""}`);
    if (Date.now() > end) throw new Error(`after ${limitMs / 1_000} s: ${now.filter(({ status }) => !holds(status)).map(({ desk, status }) => `${desk.name} ${status.kind} ${status.recovery ?? ""} ${status.waiting} waiting`).join("; ")}`);
  }
}
