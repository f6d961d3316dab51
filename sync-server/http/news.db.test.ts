import { expect, test } from "vitest";
import { ok } from "../../shared/kernel/result.ts";
import { advisor, fakeServices, OTHER_BRANCH, OWN_BRANCH } from "./testing/fake-services.ts";
import { asAdvisor, asOperator, testServer } from "./testing/test-server.ts";

type Stream = { readonly text: () => string; readonly ended: Promise<void>; readonly cut: () => void };

async function listen(address: string, query = "", headers: Record<string, string> = asAdvisor): Promise<Stream> {
  const controller = new AbortController();
  const response = await fetch(`${address}/v1/news${query}`, { headers, signal: controller.signal });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  let text = "";
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  return { text: () => text, ended, cut: () => controller.abort() };
}

test("commits are told at once, joined by branch, with dates apart and a heartbeat between", async () => {
  const { services, ...server } = await testServer();
  const stream = await listen(await server.listen());
  await expect.poll(services.watchers).toBe(1);
  for (let n = 1; n <= 1_000; n += 1) services.announce({ branch: OWN_BRANCH, n });
  services.announce({ businessDate: "2020-05-01" });
  await expect.poll(stream.text).toContain("event: date");
  expect(stream.text()).toContain(`data: {"branch":"${OWN_BRANCH}","n":1000}\n\nevent: date\ndata: {"businessDate":"2020-05-01"}\n\n`);
  expect(stream.text().match(/"branch"/g)).toHaveLength(1);
  await expect.poll(stream.text).toContain(": still here");
  stream.cut();
  await expect.poll(services.watchers).toBe(0);
});

test("only the branches asked for are told, and only one's own may be asked", async () => {
  const { services, app, ...server } = await testServer();
  const stream = await listen(await server.listen(), `?branches=${OWN_BRANCH}`);
  services.announce({ branch: OTHER_BRANCH, n: 7 });
  services.announce({ branch: OWN_BRANCH, n: 8 });
  await expect.poll(stream.text).toContain('"n":8');
  expect(stream.text()).not.toContain('"n":7');
  const other = await app.inject({ url: `/v1/news?branches=${OTHER_BRANCH}`, headers: asAdvisor });
  const nonsense = await app.inject({ url: "/v1/news?branches=x", headers: asAdvisor });
  const byOperator = await app.inject({ url: "/v1/news", headers: asOperator });
  expect([other.json().code, nonsense.json().code, byOperator.json().code]).toEqual(["G3002", "G4001", "G3002"]);
});

test("past the limit of one person the oldest stream ends, so that a reconnection is never refused", async () => {
  const { services, ...server } = await testServer();
  const address = await server.listen();
  const first = await listen(address);
  const second = await listen(address);
  const third = await listen(address);
  await first.ended;
  services.announce({ branch: OWN_BRANCH, n: 1 });
  for (const stream of [second, third]) await expect.poll(stream.text).toContain('"n":1');
});

test("a stream ends with its token, with a change of rights, and when the server stops", async () => {
  const expiring = await testServer({ verify: async () => ok({ issuer: "test", subject: "advisor", bank: undefined, expiresAtMs: Date.now() + 50 }) });
  await (await listen(await expiring.listen())).ended;
  const { services, drain, ...server } = await testServer();
  const address = await server.listen();
  const moved = await listen(address);
  services.callers.set("advisor", { ...advisor, branches: [] });
  await moved.ended;
  services.callers.set("advisor", advisor);
  const stopped = await listen(address);
  drain();
  await stopped.ended;
  expect(services.watchers()).toBe(0);
});

test("a reader that does not read costs one number a branch, not a queue", async () => {
  const services = fakeServices();
  const server = await testServer({}, services);
  const { connect } = await import("node:net");
  const { port } = new URL(await server.listen());
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(`GET /v1/news HTTP/1.1\r\nhost: x\r\nauthorization: ${asAdvisor.authorization}\r\n\r\n`);
  socket.pause();
  await expect.poll(services.watchers).toBe(1);
  const before = process.memoryUsage().heapUsed;
  for (let n = 1; n <= 200_000; n += 1) {
    services.announce({ branch: OWN_BRANCH, n });
    if (n % 1_000 === 0) await new Promise((resolve) => { setImmediate(resolve); });
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  socket.destroy();
});
