import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

/** Real sockets on both sides. The target says back what it is told, and ends when it is told that that was all. */
let echo: Server;
let proxy: TcpProxy;
const sockets: Socket[] = [];
beforeEach(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await openTcpProxy({ target: target(), seed: 7 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => { echo.close(resolve); });
});

const target = (): number => (echo.address() as AddressInfo).port;
const call = (): Socket => {
  const socket = connect({ host: "127.0.0.1", port: proxy.port, allowHalfOpen: true });
  sockets.push(socket.on("error", () => undefined));
  return socket;
};
/** What comes back, and how it ended: `end`, or the code of the error. */
const hear = async (socket: Socket): Promise<{ readonly heard: string; readonly how: string }> => {
  let heard = "";
  let how = "end";
  socket.setEncoding("utf8").on("data", (piece: string) => { heard += piece; }).on("error", (error) => { how = "code" in error ? String(error.code) : error.message; });
  await once(socket, "close").catch(() => undefined);
  return { heard, how };
};
const tookMs = async (work: Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
};

describe("a piece of network", () => {
  test("[WE1] fair: everything passes both ways, and an end on one side leaves the other its say", async () => {
    const socket = call();
    const long = "é".repeat(400_000);
    socket.end(long);
    expect(await text(socket)).toBe(long);
    expect(proxy.counts()).toMatchObject({ connections: 1, refused: 0, sent: 800_000, received: 800_000, stalls: 0 });
  });

  test("[WE2] cut: what is open is reset, what tries is reset, and a fair day lets new ones in", async () => {
    const socket = call();
    socket.write("before");
    await once(socket, "data");
    proxy.setWeather({ kind: "cut" });
    expect(await hear(socket)).toMatchObject({ how: "ECONNRESET" });
    expect(await hear(call())).toEqual({ heard: "", how: "ECONNRESET" });
    expect(proxy.counts()).toMatchObject({ refused: 1 });
    await expect.poll(() => proxy.counts().open).toBe(0);
    proxy.setWeather({ kind: "fair" });
    const again = call();
    again.end("after");
    expect(await text(again)).toBe("after");
  });

  test("[WE3] silent: nothing passes and nothing ends, not even a death behind it; then all of it does", async () => {
    let doomed: Socket | undefined;
    echo.once("connection", (socket) => { doomed = socket; });
    const bereaved = call();
    bereaved.write("0");
    await once(bereaved, "data");
    const open = call();
    open.write("1");
    await once(open, "data");
    proxy.setWeather({ kind: "silent" });
    doomed?.resetAndDestroy();
    const death = hear(bereaved);
    const fresh = call();
    open.end("2");
    fresh.end("3");
    const told = Promise.all([text(open), text(fresh)]);
    expect(await Promise.race([told, death, setTimeout(150, "nothing")])).toBe("nothing");
    proxy.setWeather({ kind: "fair" });
    expect(await told).toEqual(["2", "3"]);
    expect(await death).toMatchObject({ how: "ECONNRESET" });
  });

  test("[WE4] slow: each way takes its delay, and bytes go no faster than the line", async () => {
    proxy.setWeather({ kind: "slow", delayMs: 60 });
    const delayed = call();
    delayed.end("there and back");
    expect(await tookMs(text(delayed))).toBeGreaterThanOrEqual(115);
    proxy.setWeather({ kind: "slow", bytesPerSecond: 40_000 });
    const [one, two] = [call(), call()];
    one.end("x".repeat(5_000));
    two.end("x".repeat(5_000));
    // 10,000 bytes of two connections that share 40,000 a second.
    expect(await tookMs(Promise.all([text(one), text(two)]))).toBeGreaterThanOrEqual(240);
  });

  test("[WE4] slow no more: what crawled goes at once", async () => {
    proxy.setWeather({ kind: "slow", bytesPerSecond: 10 });
    const socket = call();
    socket.end("x".repeat(100_000));
    const told = text(socket);
    expect(await Promise.race([told.then(() => "all"), setTimeout(60, "crawling")])).toBe("crawling");
    proxy.setWeather({ kind: "fair" });
    expect(await told).toHaveLength(100_000);
  });

  test("[WE5] stalls: the same seed and traffic lose the same packets, about their share, and every byte arrives", async () => {
    const send = async (seed: number): Promise<number> => {
      const line = await openTcpProxy({ target: target(), seed });
      line.setWeather({ kind: "slow", stalls: { share: 0.05, forMs: 1 } });
      const socket = connect({ host: "127.0.0.1", port: line.port, allowHalfOpen: true });
      // One packet at a time, there and back, so that what the generator is asked does not hang on how bytes are read together.
      for (let packet = 0; packet < 100; packet += 1) {
        socket.write("p");
        expect(String((await once(socket, "data"))[0])).toBe("p");
      }
      socket.destroy();
      const { stalls } = line.counts();
      await line.close();
      return stalls;
    };
    const [first, again] = [await send(7), await send(7)];
    expect(first).toBe(again);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(30);
  });

  for (const bytes of [0, 1, 2, 999]) {
    test(`[WE6] truncated after ${bytes} bytes from the target: exactly those arrive, then the line is cut`, async () => {
      proxy.setWeather({ kind: "truncated", received: bytes });
      const socket = call();
      socket.write("x".repeat(1_000));
      const { heard } = await hear(socket.on("end", () => socket.destroy()));
      expect(heard).toBe("x".repeat(bytes));
      expect(proxy.weather()).toEqual({ kind: "cut" });
      expect(proxy.counts()).toMatchObject({ received: bytes });
    });
  }

  test("[WE6] truncated towards the target: it is told exactly so many bytes", async () => {
    const told: string[] = [];
    echo.once("connection", (socket) => void socket.on("data", (piece) => told.push(String(piece))));
    proxy.setWeather({ kind: "truncated", sent: 3 });
    const socket = call();
    socket.write("abcdef");
    await hear(socket.on("end", () => socket.destroy()));
    await expect.poll(() => told.join("")).toBe("abc");
    expect(proxy.counts()).toMatchObject({ sent: 3 });
  });

  test("[WE7] nobody behind it is a reset, and it leads to whoever comes next", async () => {
    proxy.lead(undefined);
    expect(await hear(call())).toMatchObject({ how: "ECONNRESET" });
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => { gone.close(resolve); });
    proxy.lead(port);
    expect(await hear(call())).toMatchObject({ how: "ECONNRESET" });
    expect(proxy.counts()).toMatchObject({ refused: 2 });
    proxy.lead(target());
    const socket = call();
    socket.end("here");
    expect(await text(socket)).toBe("here");
  });

  test("[WE7] a busy port is told, and closing leaves nothing open", async () => {
    await expect(openTcpProxy({ target: target(), port: proxy.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    const socket = call();
    socket.write("1");
    await once(socket, "data");
    await proxy.close();
    expect(await hear(socket)).toMatchObject({ how: "ECONNRESET" });
    expect(proxy.counts()).toMatchObject({ open: 0 });
  });
});
