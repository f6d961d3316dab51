import type { BankId } from "../../../shared/kernel/ids.ts";
import type { PushOutcome, ReadPush } from "./process-pushes.ts";

export type ProcessGroup = (bank: BankId, pushes: readonly ReadPush[]) => Promise<readonly PushOutcome[]>;

type Waiting = { readonly push: ReadPush; readonly resolve: (outcome: PushOutcome) => void; readonly reject: (error: unknown) => void };
type BankQueue = { readonly waiting: Waiting[]; running: number };

const MAX_GROUP_CHANGES = 1_000;
const MAX_GROUP_PUSHES = 64;

/**
 * Pushes of a bank that arrive while its transactions are at work wait, and then share one: many small pushes cost one commit. An idle
 * bank's push leaves at once. When a shared transaction fails, each of its pushes is tried alone, so that none fails for another.
 */
export function createPushQueue(process: ProcessGroup, parallel: number): (bank: BankId, push: ReadPush) => Promise<PushOutcome> {
  const queues = new Map<BankId, BankQueue>();

  function start(bank: BankId, queue: BankQueue): void {
    while (queue.running < parallel && queue.waiting.length > 0) {
      queue.running += 1;
      void run(bank, takeGroup(queue)).finally(() => {
        queue.running -= 1;
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
      const queue = queues.get(bank) ?? { waiting: [], running: 0 };
      queues.set(bank, queue);
      queue.waiting.push({ push, resolve, reject });
      start(bank, queue);
    });
}

/** The oldest first; a replica's second push waits for its first, and the group stays within the size of one large push. */
function takeGroup(queue: BankQueue): readonly Waiting[] {
  const group: Waiting[] = [];
  const replicas = new Set<string>();
  let changes = 0;
  for (let i = 0; i < queue.waiting.length && group.length < MAX_GROUP_PUSHES; ) {
    const next = queue.waiting[i];
    if (next === undefined) break;
    const fits = group.length === 0 || changes + next.push.changes.length <= MAX_GROUP_CHANGES;
    if (!fits) break;
    if (replicas.has(next.push.request.replica)) {
      i += 1;
      continue;
    }
    replicas.add(next.push.request.replica);
    changes += next.push.changes.length;
    group.push(next);
    queue.waiting.splice(i, 1);
  }
  return group;
}
