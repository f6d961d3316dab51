import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { connectCore } from "./connect-core.ts";
import { portOfNode } from "./port.ts";
import { serveCore } from "./serve-core.ts";
import { createFakeCore } from "./test-support/fake-core.ts";
import { silentLog } from "./test-support/fake-deps.ts";

const settings = { version: "0.0.0-test", host: "test", dataDir: "/nowhere", serverUrl: "http://127.0.0.1:1" } as const;
const powers = { log: silentLog, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback" } as const;

/** Both ends in one thread; the core's end closes the line where a real one ends its thread. */
async function connect(create: typeof createFakeCore = createFakeCore) {
  const { port1, port2 } = new MessageChannel();
  const order: string[] = [];
  serveCore(portOfNode(port2), create, () => {
    if (order.includes("the thread ends")) return; // a real one would not be here any more
    order.push("the thread ends");
    port2.close();
  });
  const link = await connectCore(portOfNode(port1), settings, powers);
  void link.ended.then(({ kind }) => order.push(kind));
  return { link, order };
}

test("a core asked to close ends its thread only once that was heard, so that no closing is taken for a fall", async () => {
  const { link, order } = await connect();
  await link.close();
  expect(await link.ended).toEqual({ kind: "closed" });
  await expect.poll(() => order).toEqual(["closed", "the thread ends"]);
});

test("a core that fails to close ends its thread all the same, and has fallen", async () => {
  const { link, order } = await connect(async (deps) => ({ ...(await createFakeCore(deps)), close: async () => { throw new Error("the disk is gone"); } }));
  await link.close();
  expect(await link.ended).toMatchObject({ kind: "fell" });
  expect(order).toEqual(["the thread ends", "fell"]);
});
