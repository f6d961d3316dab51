import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { advisor, fakeServices } from "./testing/fake-services.ts";
import { aPush } from "./testing/messages.ts";
import { openRaw, requestHead, type RawClient } from "./testing/raw-socket.ts";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { asAdvisor, asOperator, testServer, type TestServer } from "./testing/test-server.ts";

/** Short, and yet long enough to look meanwhile on a machine that does other things too. */
const patience = { ...roomyLimits.patience, headersMs: 6_000, requestMs: 60_000, checkMs: 100, graceMs: 3_000, bytesPerSecond: 512, lingerMs: 500 };
const json = { ...asAdvisor, "content-type": "application/json" };
const someone = async (address: string): Promise<number> => (await fetch(`${address}/v1/me`, { headers: asOperator })).status;

test("five hundred requests whose heads never end are ended in time, and somebody else is answered meanwhile", async () => {
  const server = await testServer({ limits: { ...roomyLimits, patience } });
  const address = await server.listen();
  const slow = Array.from({ length: 500 }, () => openRaw(address, "POST /v1/push HTTP/1.1\r\nhost: centre\r\n"));
  const dripping = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write("x-a: b\r\n")), 100);
  try {
    await expect.poll(() => connections(server)).toBe(500);
    for (let i = 0; i < 5; i += 1) expect(await someone(address)).toBe(200);
    expect(await connections(server)).toBeGreaterThanOrEqual(500);
    const answers = new Set((await Promise.all(slow.map(({ ended }) => ended))).map((said) => /^HTTP\/1\.1 (\d+).*"code":"(\w+)"/s.exec(said)?.slice(1).join(" ")));
    expect([...answers]).toEqual(["408 G9560"]);
  } finally {
    clearInterval(dripping);
    slow.forEach(({ socket }) => socket.destroy());
  }
});

test("a house that is full puts out who says nothing for who does, and nobody whose request is at work", async () => {
  const [held, entered] = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  const server = await testServer(
    { limits: { ...roomyLimits, connections: 40 } },
    fakeServices({ push: async () => { entered.resolve(true); await held.promise; return { ok: false, error: { code: "G4008", params: { have: 0 } } }; } }),
  );
  const address = await server.listen();
  const working = fetch(`${address}/v1/push`, { method: "POST", headers: json, body: JSON.stringify(aPush()) });
  await entered.promise;
  const silent = Array.from({ length: 300 }, () => openRaw(address));
  try {
    await expect.poll(() => silent.filter(({ socket }) => socket.closed).length).toBe(300 - 39);
    expect(await someone(address)).toBe(200);
    await expect.poll(() => silent.filter(({ socket }) => socket.closed).length).toBe(300 - 38);
    held.resolve(true);
    expect((await working).status).toBe(409);
  } finally {
    silent.forEach(({ socket }) => socket.destroy());
  }
});

test("a body that trickles is ended in bounded time, and its places are free again", async () => {
  const server = await testServer({ limits: { ...roomyLimits, insidePerPerson: 30, patience } });
  const address = await server.listen();
  const slow = Array.from({ length: 30 }, () => openRaw(address, `${requestHead("POST", "/v1/push", { ...json, "content-length": "50000" })}{`));
  const startedAt = performance.now();
  const dripping = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write(" ")), 50);
  try {
    await expect.poll(() => inside(server)).toBe(30);
    expect((await fetch(`${address}/v1/me`, { headers: asAdvisor })).status).toBe(429);
    expect(await someone(address)).toBe(200);
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    expect(performance.now() - startedAt).toBeLessThan(patience.requestMs);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 .*"code":"G9560"/s);
    await expect.poll(() => inside(server)).toBe(0);
    expect((await fetch(`${address}/v1/me`, { headers: asAdvisor })).status).toBe(200);
  } finally {
    clearInterval(dripping);
  }
});

test("a body that comes at a slow line's pace is taken, however long past the grace it needs", async () => {
  const server = await testServer({ limits: { ...roomyLimits, patience: { ...patience, graceMs: 1_500, bytesPerSecond: 128 } } });
  const address = await server.listen();
  // Eight workstations of one branch on a line of 64 kbit/s: 1,000 bytes a second for each.
  const answers = await Promise.all(Array.from({ length: 8 }, async () => {
    const body = JSON.stringify(aPush({ signature: "A".repeat(2_000) }));
    const client = openRaw(address, requestHead("POST", "/v1/push", { ...json, connection: "close", "content-length": String(body.length) }));
    for (let sent = 0; sent < body.length; sent += 100) {
      client.socket.write(body.slice(sent, sent + 100));
      await pause(100);
    }
    return await client.ended;
  }));
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test("what is left of a body that was refused at the door is waited for a moment only", async () => {
  const server = await testServer({ limits: { ...roomyLimits, patience } });
  const client = openRaw(await server.listen(), `${requestHead("POST", "/v1/push", { "content-type": "application/json", "content-length": "50000" })}{`);
  const dripping = setInterval(() => { client.socket.write(" "); }, 50);
  try {
    expect(await client.ended).toMatch(/^HTTP\/1\.1 401 .*"code":"G3001"/s);
  } finally {
    clearInterval(dripping);
  }
});

test("whoever does not read the answer is left after a silence", async () => {
  const long = "x".repeat(40_000_000);
  const server = await testServer({ limits: { ...roomyLimits, patience: { ...patience, silenceMs: 4_000 } } }, fakeServices({ findCaller: async () => ({ ...advisor, name: long }) }));
  const client: RawClient = openRaw(await server.listen(), requestHead("GET", "/v1/me", asAdvisor));
  client.socket.pause();
  await expect.poll(() => inside(server)).toBe(1);
  await expect.poll(() => inside(server)).toBe(0);
  client.socket.destroy();
});

const connections = ({ app }: TestServer): Promise<number> => new Promise((resolve) => { app.server.getConnections((_error, count) => resolve(count)); });

async function inside({ app }: TestServer): Promise<number> {
  return Number(/^guichet_requests_inside (\d+)$/m.exec((await app.inject("/metrics")).body)?.[1]);
}
