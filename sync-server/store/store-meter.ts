/** Connections of this server's pool. */
export type PoolCounts = { readonly busy: number; readonly idle: number; readonly waiting: number; readonly most: number };
/** `lost`: there was no connection, or it ended on the way. `failed`: the database, or the work, said no. */
export type TransactionEnd = "done" | "failed" | "lost";

/** Hears how the store is doing: durations, counts and fixed words. */
export type StoreMeter = {
  /** For how long a transaction waited for a connection, seconds. */
  readonly connected: (seconds: number) => void;
  /** How long its opening took, which waits for no lock: what a journey to the database costs now. */
  readonly opened: (seconds: number) => void;
  readonly ended: (role: string, how: TransactionEnd, seconds: number) => void;
  /** A push asks for the accounts of its companies, where whoever holds one is waited for. Answers what says that it no longer waits. */
  readonly ledgerAsked: () => () => void;
  /** A push is tried again, with the SQLSTATE of why. */
  readonly retried: (state: string) => void;
  readonly watchPool: (read: () => PoolCounts) => void;
};

const nothing = (): void => undefined;
export const NO_METER: StoreMeter = { connected: nothing, opened: nothing, ended: nothing, ledgerAsked: () => nothing, retried: nothing, watchPool: nothing };

/** The time since this was called, seconds. */
export function startedAt(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1_000;
}

export const roleOf = (opening: string): string => /ROLE guichet_([a-z]+)/.exec(opening)?.[1] ?? "none";
