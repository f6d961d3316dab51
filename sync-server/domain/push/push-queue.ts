import type { BankId } from "../../../shared/kernel/ids.ts";
import type { ReadPush } from "./open-lines.ts";
import type { PushOutcome } from "./process-pushes.ts";

export type ProcessGroup = (bank: BankId, pushes: readonly ReadPush[]) => Promise<readonly PushOutcome[]>;

type Waiting = { readonly push: ReadPush; readonly resolve: (outcome: PushOutcome) => void; readonly reject: (error: unknown) => void };
type BankQueue = { readonly waiting: Waiting[]; running: number; runningSmall: number };

const MAX_GROUP_CHANGES = 1_000;
const MAX_GROUP_PUSHES = 64;
/** Under this many changes a transaction is mostly its round trips: sharing one is worth waiting for the one at work. */
const SMALL_GROUP_CHANGES = 100;

/**
 * Pushes of a bank that arrive while its transactions are at work wait, and then share one: many small pushes cost one commit. An idle
 * bank's push leaves at once; of small groups one is at work at a time, beside the large ones, so that neither waits for the other kind. When a shared transaction fails, each of its pushes is tried alone, so that none fails for another.
 */
export function createPushQueue(process: ProcessGroup, parallel: number): (bank: BankId, push: ReadPush) => Promise<PushOutcome> {
  const queues = new Map<BankId, BankQueue>();

  function start(bank: BankId, queue: BankQueue): void {
    while (queue.running < parallel && queue.waiting.length > 0) {
      const group = nextGroup(queue.waiting);
      const small = changesOf(group) < SMALL_GROUP_CHANGES ? 1 : 0;
      if (small === 1 && queue.runningSmall > 0) return;
      for (const one of group) queue.waiting.splice(queue.waiting.indexOf(one), 1);
      queue.running += 1;
      queue.runningSmall += small;
      void run(bank, group).finally(() => {
        queue.running -= 1;
        queue.runningSmall -= small;
        if (queue.running === 0 && queue.waiting.length === 0) queues.delete(bank);
        else start(bank, queue);
      });
    }
  }

  async function run(bank: BankId, group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await process(bank, group.map((one) => one.push));
      group.forEach((one, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) one.reject(new Error("a push without its outcome"));
        else one.resolve(outcome);
      });
    } catch (error) {
      const [alone] = group;
      if (group.length === 1) alone?.reject(error);
      else for (const one of group) await run(bank, [one]);
    }
  }

  return (bank, push) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(bank) ?? { waiting: [], running: 0, runningSmall: 0 };
      queues.set(bank, queue);
      queue.waiting.push({ push, resolve, reject });
      start(bank, queue);
    });
}

/** The oldest first; a replica's second push waits for its first, and the group stays within the size of one large push. */
function nextGroup(waiting: readonly Waiting[]): readonly Waiting[] {
  const group: Waiting[] = [];
  const replicas = new Set<string>();
  let changes = 0;
  for (const next of waiting) {
    if (group.length === MAX_GROUP_PUSHES) break;
    if (group.length > 0 && changes + next.push.changes.length > MAX_GROUP_CHANGES) break;
    if (replicas.has(next.push.request.replica)) continue;
    replicas.add(next.push.request.replica);
    changes += next.push.changes.length;
    group.push(next);
  }
  return group;
}

const changesOf = (group: readonly Waiting[]): number => group.reduce((sum, { push }) => sum + push.changes.length, 0);
