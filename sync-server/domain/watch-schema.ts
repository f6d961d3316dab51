import { started } from "../../shared/kernel/started.ts";
import type { Store } from "../store/store.ts";

const LOOK_MS = 2_000;

/** Whether the store is still one that this server may work on. */
export type SchemaWatch = {
  /** True where the store has all that this server needs and nothing that forbids it. Fails when the store does not answer. */
  readonly look: () => Promise<boolean>;
  /** Fulfilled by the first look that finds the store too new for this server: it never becomes older again. */
  readonly outdated: Promise<void>;
  /** Looks now, and every two seconds from here on. Answers the way to stop. */
  readonly begin: () => Promise<() => void>;
};

/** `onClock` hears the database's clock at each look. */
export function watchSchema({ standing, expectedSchema }: Pick<Store, "standing" | "expectedSchema">, onClock: (databaseMs: number) => void = () => {}): SchemaWatch {
  const outdated = Promise.withResolvers<void>();
  async function look(): Promise<boolean> {
    const { version, oldestSafe, clock } = await standing();
    if (clock !== undefined) onClock(clock);
    if (oldestSafe > expectedSchema) outdated.resolve();
    return version >= expectedSchema && oldestSafe <= expectedSchema;
  }
  return {
    look,
    outdated: outdated.promise,
    begin: async () => {
      await look();
      // A store that does not answer is told by every request; here it says nothing.
      const timer = setInterval(() => void started(look()), LOOK_MS).unref();
      return () => clearInterval(timer);
    },
  };
}
