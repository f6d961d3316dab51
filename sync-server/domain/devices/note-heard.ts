import { id, type BankId } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Workstation } from "../../../shared/sync/workstation-note.ts";
import type { HeardOf, Store } from "../../store/store.ts";

/** A workstation that has been noted is noted again after so long. */
const AGAIN_MS = 5 * 60_000;
/** What was heard is written together: one statement for hundreds of workstations, beside their work and not with it. */
const AT_ONCE = 500;
const MAX_KEPT = 50_000;

export type HeardNotes = {
  readonly heard: (bank: string, person: string, replica: string, told: Workstation | undefined) => void;
  readonly write: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** When each workstation was heard of last, its version and what waits there, to some minutes. What a process that dies had not written is heard again. */
export function createHeardNotes({ store, now, onError, togetherMs }: { readonly store: Pick<Store, "noteHeard">; readonly now: () => Instant; readonly onError: (error: unknown) => void; readonly togetherMs: number }): HeardNotes {
  const noted = new Map<string, number>();
  let waiting = new Map<string, HeardOf & { readonly bank: string }>();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const gathered = waiting;
    waiting = new Map();
    for (const [bank, all] of Map.groupBy(gathered.values(), (one) => one.bank)) {
      for (let from = 0; from < all.length; from += AT_ONCE) {
        const part = all.slice(from, from + AT_ONCE);
        await store.noteHeard({ bank: id<BankId>(bank), branches: [], persons: [...new Set(part.map(({ person }) => person))] }, part.map(({ bank: _bank, ...one }) => one)).catch(onError);
      }
    }
  }
  return {
    heard: (bank, person, replica, told) => {
      const [key, at] = [`${bank} ${person} ${replica}`, now()]; // of that person: nobody silences another's
      if (at - (noted.get(key) ?? -Infinity) < AGAIN_MS) return;
      if (noted.size >= MAX_KEPT) noted.clear();
      noted.set(key, at);
      waiting.set(key, { bank, person, replica, at, version: told?.version, waiting: told?.waiting, oldestAt: told?.oldestAt, clockOffMs: told?.clockOffMs, diskFreeMib: told?.diskFreeMib, release: told?.release });
      timer ??= setTimeout(() => void write(), togetherMs).unref();
    },
    write,
    stop: write,
  };
}
