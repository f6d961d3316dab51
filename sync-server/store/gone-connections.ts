import { Socket } from "node:net";
import pg from "pg";

const LOOK_MS = 5_000;
/** A new connection that is not there by then will not be. */
export const CONNECT_MS = 10_000;
/** A look is soon repeated. */
const ASKED_MS = 3_000;

/**
 * Ends connections whose server is gone without a word. When a machine is lost nothing is reset: whoever waits for an answer waits until TCP gives up, a quarter of an hour, and so does whoever
 * takes the next such connection of the pool, though the database's address leads elsewhere long since. So what has been silent at work from one look to the next is asked for by a new connection: a
 * session that the server does not have, or has at rest while we wait for it, is gone. One that works for long is there, and stays; where nobody answers nothing is known, and nothing ended.
 */
export type GoneConnections = {
  readonly add: (client: pg.ClientBase) => void;
  /** It works, or it rests, from now on. */
  readonly setBusy: (client: pg.ClientBase, isBusy: boolean) => void;
  readonly close: () => void;
};

type Known = { readonly pid: number; readonly socket: Socket; isBusy: boolean; heard: number };

export function watchConnections(url: string, onError: (error: Error) => void, lookMs = LOOK_MS): GoneConnections {
  const known = new Map<pg.ClientBase, Known>();
  const busy = new WeakSet<pg.ClientBase>();
  let isLooking = false;

  /** Busy, and nothing came since the look before. */
  const silent = (): readonly Known[] => [...known.values()].filter((one) => {
    const before = one.heard;
    one.heard = one.isBusy ? one.socket.bytesRead : -1;
    return one.isBusy && before === one.heard;
  });
  const look = async (): Promise<void> => {
    const suspects = silent();
    if (suspects.length === 0 || isLooking) return;
    isLooking = true;
    try {
      const there = await sessionsOf(url, [...known.values()].map(({ pid }) => pid));
      // What rests is ended with the others where it is not there: the next to take it would wait as long.
      for (const one of known.values()) {
        const state = there.get(one.pid);
        const isGone = suspects.includes(one) ? one.isBusy && one.socket.bytesRead === one.heard && (state === undefined || state === "idle") : !one.isBusy && state === undefined;
        if (isGone) one.socket.destroy(new Error("Connection terminated: its server is gone"));
      }
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      isLooking = false;
    }
  };
  /** By its number, which is asked for: a pooler that lends sessions greets with one of its own. */
  const know = async (client: pg.ClientBase, socket: Socket): Promise<void> => {
    const { rows: [row] } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    if (row !== undefined && !socket.destroyed) known.set(client, { pid: row.pid, socket, isBusy: busy.has(client), heard: -1 });
  };
  const timer = setInterval(() => void look(), lookMs).unref();

  return {
    add: (client) => {
      const socket = socketOf(client);
      if (socket === undefined) return;
      socket.once("close", () => known.delete(client));
      void know(client, socket).catch(onError);
    },
    setBusy: (client, isBusy) => {
      if (isBusy) busy.add(client);
      else busy.delete(client);
      const one = known.get(client);
      if (one !== undefined) [one.isBusy, one.heard] = [isBusy, -1];
    },
    close: () => clearInterval(timer),
  };
}

/** States of those sessions that the server has. A state that may not be seen is one at work. */
async function sessionsOf(url: string, pids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ASKED_MS, query_timeout: ASKED_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number; state: string }>("SELECT pid, coalesce(state, 'unseen') AS state FROM pg_stat_activity WHERE pid = ANY($1::int[])", [pids]);
    return new Map(rows.map(({ pid, state }) => [pid, state]));
  } finally {
    void client.end().catch(() => undefined);
  }
}

/** Without a word to the server, who may not be there to hear it. */
export const endNow = (client: pg.ClientBase): void => void socketOf(client)?.destroy();

/** The driver's types do not name it. */
function socketOf(client: object): Socket | undefined {
  const connection = "connection" in client ? client.connection : undefined;
  const socket = typeof connection === "object" && connection !== null && "stream" in connection ? connection.stream : undefined;
  return socket instanceof Socket ? socket : undefined;
}
