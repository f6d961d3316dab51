import type { BankId } from "../../../shared/kernel/ids.ts";
import type { ReadPush } from "./open-lines.ts";
import type { PushOutcome } from "./process-pushes.ts";

export type ProcessGroup = (bank: BankId, pushes: readonly ReadPush[]) => Promise<readonly PushOutcome[]>;

type Waiting = { readonly push: ReadPush; readonly resolve: (outcome: PushOutcome) => void; readonly reject: (error: unknown) => void };
type BankQueue = { readonly waiting: Waiting[]; running: number; runningSmall: number; /** When its last small group left, ms. */ lastSmall: number; timer: NodeJS.Timeout | undefined };

const MAX_GROUP_CHANGES = 1_000;
const MAX_GROUP_PUSHES = 64;
/** A small group that takes longer than this waits for something that another transaction holds: those behind it do not. */
const STUCK_MS = 25;
/** Under this many changes a transaction is mostly its round trips: sharing one is worth waiting for the one at work. */
const SMALL_GROUP_CHANGES = 100;

export type PushQueueOptions = {
  /** Transactions of one bank at work at once. */
  readonly parallel: number;
  /** Least time between the departures of two small groups of a bank, ms. */
  readonly gatherMs?: number;
  /** A clock that never goes back, ms. */
  readonly now?: () => number;
};

/**
 * Pushes of a bank that arrive while its transactions are at work wait, and then share one: many small pushes cost one commit. A push
 * after a quiet moment leaves at once; under load small ones gather for a few milliseconds, for a transaction costs much the same whether
 * it carries one or twenty. Of small groups one is at work at a time, beside the large ones, so that neither waits for the other kind; one that is stuck behind another
 * transaction's locks (a company that a large push asks for too) keeps its own pushes waiting, and no others.
 * When a shared transaction fails, each of its pushes is tried alone, so that none fails for another.
 */
export function createPushQueue(process: ProcessGroup, { parallel, gatherMs = 0, now = () => performance.now() }: PushQueueOptions): (bank: BankId, push: ReadPush) => Promise<PushOutcome> {
  const queues = new Map<BankId, BankQueue>();

  function start(bank: BankId, queue: BankQueue): void {
    while (queue.running < parallel && queue.waiting.length > 0) {
      let group = nextGroup(queue.waiting, () => true);
      if (isSmall(group) && (queue.runningSmall > 0 || mustGather(bank, queue))) group = nextGroup(queue.waiting, (one) => !isSmall([one]));
      if (group.length === 0) return;
      const small = isSmall(group);
      for (const one of group) queue.waiting.splice(queue.waiting.indexOf(one), 1);
      queue.running += 1;
      const goOn = small ? holdSmall(bank, queue) : () => undefined;
      void run(bank, group).finally(() => {
        queue.running -= 1;
        goOn();
        start(bank, queue);
      });
    }
  }

  /** One small group is at work, until it ends or is seen to be stuck. Answers what says that it ended. */
  function holdSmall(bank: BankId, queue: BankQueue): () => void {
    let isHeld = true;
    queue.runningSmall += 1;
    queue.lastSmall = now();
    const letGo = (): void => {
      if (!isHeld) return;
      isHeld = false;
      queue.runningSmall -= 1;
    };
    const stuck = setTimeout(() => {
      letGo();
      start(bank, queue);
    }, STUCK_MS);
    return () => {
      clearTimeout(stuck);
      letGo();
    };
  }

  /** True while it is too early for the next small group; it then starts by itself when it is time. */
  function mustGather(bank: BankId, queue: BankQueue): boolean {
    const waitMs = queue.lastSmall + gatherMs - now();
    if (waitMs <= 0) return false;
    queue.timer ??= setTimeout(() => {
      queue.timer = undefined;
      start(bank, queue);
    }, Math.ceil(waitMs));
    return true;
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
      const queue = queues.get(bank) ?? { waiting: [], running: 0, runningSmall: 0, lastSmall: -Infinity, timer: undefined };
      queues.set(bank, queue);
      queue.waiting.push({ push, resolve, reject });
      start(bank, queue);
    });
}

/** The oldest first; a replica's second push waits for its first, and the group stays within the size of one large push. */
function nextGroup(waiting: readonly Waiting[], mayLeave: (one: Waiting) => boolean): readonly Waiting[] {
  const group: Waiting[] = [];
  const replicas = new Set<string>();
  let changes = 0;
  for (const next of waiting) {
    if (group.length === MAX_GROUP_PUSHES) break;
    if (group.length > 0 && changes + next.push.changes.length > MAX_GROUP_CHANGES) break;
    if (replicas.has(next.push.request.replica)) continue;
    replicas.add(next.push.request.replica);
    if (!mayLeave(next)) continue;
    changes += next.push.changes.length;
    group.push(next);
  }
  return group;
}

const isSmall = (group: readonly Waiting[]): boolean => group.reduce((sum, { push }) => sum + push.changes.length, 0) < SMALL_GROUP_CHANGES;
