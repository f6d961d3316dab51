import type { RegistrationState } from "../../../shared/sync/verification.ts";

export type Match = { readonly state: RegistrationState; /** When the ledger was read, UTC ms. */ readonly at: number };
export type MatchMemory = {
  readonly find: (digest: string) => Match | undefined;
  readonly keep: (digest: string, match: Match) => void;
};

/** [VE3] A registration that is taken back meanwhile is told to stand for this long at most. */
export const REMEMBERED_MS = 60_000;

/**
 * What matched in the last minute, of this process, under a digest that leads back to nothing. The one not asked for longest leaves first. A
 * mismatch is never kept: a flood of them can neither fill the memory nor hide a number that is registered a moment later.
 */
export function rememberMatches(now: () => number, most = 50_000): MatchMemory {
  const kept = new Map<string, Match>(); // in order of use: a Map goes through its keys as they were set
  return {
    find: (digest) => {
      const match = kept.get(digest);
      if (match === undefined) return undefined;
      kept.delete(digest);
      if (match.at + REMEMBERED_MS <= now()) return undefined;
      kept.set(digest, match);
      return match;
    },
    keep: (digest, match) => {
      kept.delete(digest);
      kept.set(digest, match);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}
