import type { ServerLog } from "./http/http-deps.ts";

/** More than a clock that is set right little by little is ever off between two readings. */
const JUMP_MS = 5_000;
/** What clocks of good machines differ by at most; tokens bear as much. */
const NEAR_MS = 30_000;

/**
 * A server's time: the machine's clock, but for a jump of it. When that clock and the time that has passed differ, the database says which of the two is right: a machine that slept, or whose clock was
 * set right, is followed; one whose clock went wrong is not, until it is right again. Believed at once, it would refuse every good token, and send everybody to sign in again.
 */
export type SteadyClock = {
  /** UTC ms. */
  readonly now: () => number;
  /** The database's clock, heard now. */
  readonly hear: (databaseMs: number) => void;
};
export type SteadyClockOptions = { /** The machine's clock, UTC ms. */ readonly machine?: () => number; /** Time that has passed, ms: no clock sets it. */ readonly passed?: () => number; readonly log: Pick<ServerLog, "info" | "error"> };

export function createSteadyClock({ machine = Date.now, passed = () => performance.now(), log }: SteadyClockOptions): SteadyClock {
  let base = machine() - passed();
  let told: "well" | "jumped" | "differs" = "well";
  const tell = (what: typeof told, facts: { readonly bySeconds: number }): void => {
    if (told === what) return;
    if (what === "well") log.info(facts, "clock is right again");
    if (what === "jumped") log.error(facts, "clock jumped: the machine's is not believed");
    if (what === "differs") log.error(facts, "clock is not the database's");
    told = what;
  };
  return {
    now: () => {
      const [read, steady] = [machine(), base + passed()];
      if (Math.abs(read - steady) > JUMP_MS) return steady;
      base = read - passed();
      return read;
    },
    hear: (databaseMs) => {
      const [read, steady] = [machine(), base + passed()];
      const isNear = Math.abs(read - databaseMs) <= NEAR_MS;
      const bySeconds = Math.round((read - databaseMs) / 1_000);
      if (Math.abs(read - steady) <= JUMP_MS) return tell(isNear ? "well" : "differs", { bySeconds });
      // Of the two, the one nearer to the database's; where neither is near, time that has passed is no worse a witness.
      if (!isNear || Math.abs(steady - databaseMs) < Math.abs(read - databaseMs)) return tell("jumped", { bySeconds });
      base = read - passed();
      return tell("well", { bySeconds });
    },
  };
}
