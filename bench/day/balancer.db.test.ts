import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { openBalancer, type Balancer } from "./balancer.ts";

async function serverSaying(word: string): Promise<{ readonly port: number; readonly end: () => void }> {
  const server: Server = createServer((socket) => socket.end(word));
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  onTestFinished(() => { server.close(); });
  return { port: (server.address() as AddressInfo).port, end: () => server.close() };
}
const ask = async ({ port }: Balancer): Promise<string> => {
  const socket = connect(port, "127.0.0.1");
  return await text(socket).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
};

test("connections go to the servers in turn, past one that is dead, and are cut where none is left", async () => {
  const balancer = await openBalancer();
  onTestFinished(() => balancer.close());
  const [one, two] = [await serverSaying("one"), await serverSaying("two")];
  balancer.lead([one.port, two.port]);
  const four = [await ask(balancer), await ask(balancer), await ask(balancer), await ask(balancer)];
  expect(four.toSorted()).toEqual(["one", "one", "two", "two"]);
  one.end();
  expect([await ask(balancer), await ask(balancer), await ask(balancer)]).toEqual(["two", "two", "two"]);
  balancer.lead([]);
  expect(await ask(balancer)).toContain("ECONNRESET");
});

test("the death of either end is the death of the other", async () => {
  const held: { readonly destroyed: boolean }[] = [];
  const server = createServer((socket) => {
    held.push(socket.on("error", () => undefined));
    socket.write("held");
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const balancer = await openBalancer();
  onTestFinished(async () => { await balancer.close(); server.close(); });
  balancer.lead([(server.address() as AddressInfo).port]);
  const near = connect(balancer.port, "127.0.0.1");
  await once(near, "data");
  near.resetAndDestroy();
  await expect.poll(() => held[0]?.destroyed).toBe(true);
});
