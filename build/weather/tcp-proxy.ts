import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createRandom } from "../../shared/testing/random.ts";
import { createLine, PACKET_BYTES, type Way } from "./line.ts";
import type { LineCounts, Weather } from "./weather.ts";

export type TcpProxyOptions = {
  /** The port of this computer where connections go; undefined until {@link TcpProxy.lead}: nowhere, as if no server listened. */
  readonly target?: number | undefined;
  /** Of the packets that are lost under {@link Weather} with stalls: the same seed and the same traffic lose the same ones. */
  readonly seed?: number;
  /** To listen on, of 127.0.0.1 only; 0: any free one. Rejects with EADDRINUSE when it is taken. */
  readonly port?: number;
};
/** A piece of real network on 127.0.0.1, between clients that know only this port and whatever stands behind it now. */
export type TcpProxy = {
  readonly port: number;
  /** For what is under way too: bytes on the line meet the new weather where they are. */
  readonly setWeather: (weather: Weather) => void;
  readonly weather: () => Weather;
  /** Where connections go from now on; those that are open stay. */
  readonly lead: (target: number | undefined) => void;
  readonly counts: () => LineCounts;
  readonly close: () => Promise<void>;
};

export async function openTcpProxy({ target: first, seed = 1, port = 0 }: TcpProxyOptions = {}): Promise<TcpProxy> {
  let target = first;
  const line = createLine(createRandom(seed).next);
  const pairs = new Set<Pair>();
  const counts = { connections: 0, refused: 0, sent: 0, received: 0 };

  const setWeather = (weather: Weather): void => {
    line.setWeather(weather);
    if (weather.kind === "cut") pairs.forEach((pair) => pair.reset());
  };
  /** What was handed over arrives, then every connection ends. */
  const runOut = (): void => {
    line.setWeather({ kind: "cut" });
    pairs.forEach((pair) => pair.end());
  };
  const carry = async (pair: Pair, from: Socket, to: Socket, way: Way): Promise<void> => {
    // A socket that has said all it had to may still be told things: reading to its end must not close it.
    const chunks: AsyncIterable<Buffer> = from.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      const at = performance.now();
      for (let start = 0; start < chunk.length; ) {
        const piece = chunk.subarray(start, line.weather().kind === "slow" ? start + PACKET_BYTES : chunk.length);
        const { bytes, isLast } = await line.pass(way, piece.length, at, pair.over);
        if (pair.over.aborted) return;
        const isTaken = to.write(piece.subarray(0, bytes));
        counts[way] += bytes;
        start += bytes;
        if (isLast) return runOut();
        if (!isTaken) await once(to, "drain", { signal: pair.over });
      }
    }
    await line.open(pair.over);
    to.end();
  };
  const serve = async (near: Socket): Promise<void> => {
    const pair = createPair(near);
    pairs.add(pair);
    near.once("close", () => pairs.delete(pair));
    await line.open(pair.over);
    if (pair.over.aborted) return undefined;
    if (target === undefined || line.weather().kind === "cut") {
      counts.refused += 1;
      return pair.reset();
    }
    const far = connect({ host: "127.0.0.1", port: target, allowHalfOpen: true, noDelay: true });
    pair.join(far);
    try {
      await once(far, "connect", { signal: pair.over });
      await Promise.all([carry(pair, near, far, "sent"), carry(pair, far, near, "received")]);
    } catch {
      // One end was lost: the other hears of it once anything may pass.
      if (far.connecting || far.bytesRead + far.bytesWritten === 0) counts.refused += 1;
      await line.open(pair.over);
      pair.reset();
    }
    return undefined;
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    counts.connections += 1;
    void serve(near);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    setWeather,
    weather: line.weather,
    lead: (to) => { target = to; },
    counts: () => ({ ...counts, open: pairs.size, stalls: line.stalls() }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      pairs.forEach((pair) => pair.reset());
      await closed;
    },
  };
}

type Pair = {
  /** Both ends are gone, or about to be. */
  readonly over: AbortSignal;
  readonly join: (far: Socket) => void;
  /** Both ends are told at once that nothing was well. */
  readonly reset: () => void;
  /** Both ends get what was written to them, then the end. */
  readonly end: () => void;
};

function createPair(near: Socket): Pair {
  const over = new AbortController();
  const sockets: Socket[] = [];
  const join = (socket: Socket): void => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (sockets.every((each) => each.destroyed)) over.abort();
    });
  };
  join(near);
  const finish = (how: (socket: Socket) => unknown) => (): void => {
    over.abort();
    sockets.forEach(how);
  };
  return { over: over.signal, join, reset: finish((socket) => socket.resetAndDestroy()), end: finish((socket) => socket.destroySoon()) };
}
