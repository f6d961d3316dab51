import Fastify, { type FastifyInstance } from "fastify";
import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { prepareClose } from "./close-app.ts";

/** Longer than any test waits. */
const NEVER_MS = 3_600_000;

async function serving(): Promise<{ readonly app: FastifyInstance; readonly close: (ms: number) => Promise<void>; readonly call: () => Promise<Socket> }> {
  const app = Fastify();
  app.get("/", async () => "here");
  app.get("/slow", async () => await new Promise(() => undefined));
  const close = prepareClose(app);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    app, close,
    call: async () => {
      const socket = connect(port, "127.0.0.1");
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => undefined);
      await Promise.all([once(socket, "connect"), once(app.server, "connection")]);
      return socket;
    },
  };
}
const ask = (socket: Socket, path: string): void => void socket.write(`GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`);

test("a connection that never said anything does not hold the end back", async () => {
  const { close, call } = await serving();
  const [silent, spoke] = [await call(), await call()];
  ask(spoke, "/");
  expect(String(await once(spoke, "data"))).toContain("here");
  await Promise.all([close(NEVER_MS), once(silent, "close"), once(spoke, "close")]);
});

test("what is inside is waited for, and cut when its time is over", async () => {
  const { app, close, call } = await serving();
  const slow = await call();
  ask(slow, "/slow");
  await once(app.server, "request");
  let isGone = false;
  slow.once("close", () => { isGone = true; });
  const closed = close(300);
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(isGone).toBe(false);
  await Promise.all([closed, once(slow, "close")]);
});
