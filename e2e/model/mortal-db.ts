import { CodedFailure, type LocalDb } from "../../main/core/db/connection.ts";

/** When a process dies, seen from the transaction in which it does. */
export type Moment = "before-commit" | "after-commit" | "torn-witness";
export type MortalDb = {
  readonly db: LocalDb;
  /** The next transaction is the last one of this process. */
  readonly dieAt: (moment: Moment) => void;
  readonly fillDisk: (transactions: number) => void;
  readonly die: () => void;
  readonly isDead: () => boolean;
  /** Commits that were told to be saved. */
  readonly acknowledged: () => number;
};

export type MortalHooks = { readonly onDeath: (moment: Moment) => void; readonly onFull: () => void; /** Before the commit that will be the last. */ readonly beforeLast: () => void };

/**
 * A database whose process can be killed at a commit. `onDeath` is called at that instant: the files are then what the killed process leaves.
 * What still runs afterwards belongs to nobody: it can write nothing.
 */
export function createMortalDb(inner: LocalDb, { onDeath, onFull, beforeLast }: MortalHooks): MortalDb {
  let armed: Moment | undefined;
  let isDead = false;
  let full = 0;
  let acknowledged = inner.lastCommit().counter;
  const gone = (): never => {
    isDead = true;
    throw new CodedFailure({ code: "G1007", params: { what: "killed" } });
  };
  const transaction: LocalDb["transaction"] = (work) => {
    if (isDead) return gone();
    if (full > 0) {
      full -= 1;
      onFull();
      throw new CodedFailure({ code: "G1005" });
    }
    const moment = armed;
    armed = undefined;
    if (moment === "before-commit") {
      onDeath(moment);
      return gone();
    }
    if (moment !== undefined) beforeLast();
    const answer = inner.transaction(work);
    if (moment !== undefined) {
      onDeath(moment);
      return gone();
    }
    acknowledged = inner.lastCommit().counter;
    return answer;
  };
  return {
    db: { ...inner, transaction },
    dieAt: (moment) => void (armed = moment),
    fillDisk: (transactions) => void (full = transactions),
    die: () => void (isDead = true),
    isDead: () => isDead,
    acknowledged: () => acknowledged,
  };
}
