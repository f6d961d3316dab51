import { createHash, randomBytes } from "node:crypto";

/** A page that proved itself: its cookie says which visitor, its secret (never stored by the browser) says which page of it. */
export type Visitor = {
  /** Ends the streams of a page whose secret was replaced. */
  readonly ended: AbortSignal;
};
export type Admitted = { readonly cookie: string; readonly secret: string };

export type Visitors = {
  /** A one-time token, good until it is spent. */
  readonly issueToken: () => string;
  /** Spends the token; undefined when it was never given, or already spent. The page that this browser had before (`cookie`) ends. */
  readonly admit: (token: string, cookie: string | undefined) => Admitted | undefined;
  /** The same visitor's page was loaded again: a new secret, and the old page's ends. */
  readonly readmit: (cookie: string) => Admitted | undefined;
  readonly find: (cookie: string, secret: string) => Visitor | undefined;
  readonly endAll: () => void;
};

const MOST_TOKENS = 32;
const MOST_VISITORS = 8;

/** Only digests are kept, so that looking one up takes the same time whatever was guessed. */
const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

type Seat = { readonly secret: string; readonly stop: AbortController };

/** Who may speak to this instance. The oldest give way: unspent tokens past 32, pages past 8. */
export function createVisitors(random: () => string = () => randomBytes(32).toString("base64url")): Visitors {
  const tokens = new Set<string>();
  const seats = new Map<string, Seat>();

  const seat = (cookie: string): Admitted => {
    const secret = random();
    leave(digest(cookie));
    seats.set(digest(cookie), { secret: digest(secret), stop: new AbortController() });
    for (const oldest of [...seats.keys()].slice(0, Math.max(0, seats.size - MOST_VISITORS))) leave(oldest);
    return { cookie, secret };
  };
  const leave = (key: string): void => {
    seats.get(key)?.stop.abort();
    seats.delete(key);
  };

  return {
    issueToken: () => {
      const token = random();
      tokens.add(digest(token));
      for (const oldest of [...tokens].slice(0, Math.max(0, tokens.size - MOST_TOKENS))) tokens.delete(oldest);
      return token;
    },
    admit: (token, cookie) => {
      if (!tokens.delete(digest(token))) return undefined;
      if (cookie !== undefined) leave(digest(cookie));
      return seat(random());
    },
    readmit: (cookie) => (seats.has(digest(cookie)) ? seat(cookie) : undefined),
    find: (cookie, secret) => {
      const found = seats.get(digest(cookie));
      return found !== undefined && found.secret === digest(secret) ? { ended: found.stop.signal } : undefined;
    },
    endAll: () => [...seats.keys()].forEach(leave),
  };
}
