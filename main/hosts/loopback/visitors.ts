import { createHash, randomBytes } from "node:crypto";

/** A page that proved itself: its cookie says which browser, its secret (never stored by the browser) says which page of it. */
export type Visitor = {
  /** Ends the streams of a page that has no seat any more. */
  readonly ended: AbortSignal;
  /** The page listens to news, which is how it is known to be there still. Answers the way to say that it left. */
  readonly attend: () => () => void;
};
export type Admitted = { readonly cookie: string; readonly secret: string };

export type Visitors = {
  /** A one-time token, good until it is spent. */
  readonly issueToken: () => string;
  /** Spends the token; undefined when it was never given, or already spent. The page that this browser had before (`cookie`) ends. */
  readonly admit: (token: string, cookie: string | undefined) => Admitted | undefined;
  /** A page of the same browser was loaded, again or beside another: a new secret. Those of pages that no longer listen end. */
  readonly readmit: (cookie: string) => Admitted | undefined;
  readonly find: (cookie: string, secret: string) => Visitor | undefined;
  readonly endAll: () => void;
};

const MOST_TOKENS = 32;
const MOST_VISITORS = 8;
const MOST_PAGES = 8;

/** Only digests are kept, so that looking one up takes the same time whatever was guessed. */
const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

type Page = { readonly stop: AbortController; listening: number };
/** Pages of one browser by the digest of their secrets, oldest first. */
type Seat = Map<string, Page>;

/** Who may speak to this instance. The oldest give way: unspent tokens past 32, browsers past 8, pages of one past 8. */
export function createVisitors(random: () => string = () => randomBytes(32).toString("base64url")): Visitors {
  const tokens = new Set<string>();
  const seats = new Map<string, Seat>();

  const endPage = (seat: Seat, secret: string): void => {
    seat.get(secret)?.stop.abort();
    seat.delete(secret);
  };
  const leave = (key: string): void => {
    const seat = seats.get(key);
    for (const secret of seat?.keys() ?? []) seat?.get(secret)?.stop.abort();
    seats.delete(key);
  };
  const addPage = (seat: Seat, cookie: string): Admitted => {
    for (const [secret, { listening }] of seat) if (listening === 0) endPage(seat, secret);
    for (const oldest of [...seat.keys()].slice(0, Math.max(0, seat.size + 1 - MOST_PAGES))) endPage(seat, oldest);
    const secret = random();
    seat.set(digest(secret), { stop: new AbortController(), listening: 0 });
    return { cookie, secret };
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
      const [fresh, seat] = [random(), new Map<string, Page>()];
      seats.set(digest(fresh), seat);
      for (const oldest of [...seats.keys()].slice(0, Math.max(0, seats.size - MOST_VISITORS))) leave(oldest);
      return addPage(seat, fresh);
    },
    readmit: (cookie) => {
      const seat = seats.get(digest(cookie));
      return seat === undefined ? undefined : addPage(seat, cookie);
    },
    find: (cookie, secret) => {
      const page = seats.get(digest(cookie))?.get(digest(secret));
      return page === undefined ? undefined : { ended: page.stop.signal, attend: () => attend(page) };
    },
    endAll: () => [...seats.keys()].forEach(leave),
  };
}

function attend(page: Page): () => void {
  page.listening += 1;
  let left = false;
  return () => {
    if (!left) page.listening -= 1;
    left = true;
  };
}
