import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { ok } from "../../shared/kernel/result.ts";
import { helloSchema, meSchema } from "../../shared/sync/protocol.ts";
import type { VerifyToken } from "./authenticate.ts";
import { BANK, fakeServices } from "./testing/fake-services.ts";
import { aPull, aPush } from "./testing/messages.ts";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { asAdvisor, asOperator, testServer, type TestServer } from "./testing/test-server.ts";

test("hello is public and says what the protocol says", async () => {
  const { app } = await testServer();
  const answer = await app.inject("/v1/hello");
  expect(helloSchema.parse(answer.json())).toMatchObject({ name: "guichet", businessDate: "2020-04-15", demonstration: { accounts: [] } });
  expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
});

test("me is the person of the token", async () => {
  const { app } = await testServer();
  expect(meSchema.parse((await app.inject({ url: "/v1/me", headers: asAdvisor })).json())).toMatchObject({ user: "advisor", role: "advisor" });
});

test.each([
  ["no token", {}], ["an empty one", { authorization: "Bearer " }], ["another scheme", { authorization: "Basic Z29vZA==" }],
  ["a wrong one", { authorization: "Bearer bad" }], ["one of nobody", { authorization: "Bearer good.stranger" }],
])("%s is 401 G3001 on every route that needs one", async (_what, headers) => {
  const { app } = await testServer();
  for (const [method, url] of [["GET", "/v1/me"], ["POST", "/v1/push"], ["POST", "/v1/pull"], ["POST", "/v1/snapshot"], ["POST", "/v1/enrol"], ["GET", "/v1/news"], ["POST", "/v1/demonstration/business-date"]] as const) {
    const answer = await app.inject({ method, url, headers });
    expect([url, answer.statusCode, answer.json().code, answer.headers["www-authenticate"]]).toEqual([url, 401, "G3001", "Bearer"]);
  }
});

test("a bank's own identity provider vouches for nobody of another bank", async () => {
  const of = (bank: BankId): VerifyToken => async () => ok({ issuer: "test", subject: "advisor", bank, expiresAtMs: Date.now() + 60_000 });
  const [own, other] = [await testServer({ verify: of(BANK) }), await testServer({ verify: of(id<BankId>("de300000-0000-4000-8000-00000000000b")) })];
  const status = async ({ app }: TestServer) => (await app.inject({ url: "/v1/me", headers: asAdvisor })).statusCode;
  expect([await status(own), await status(other)]).toEqual([200, 401]);
});

test("X-Forwarded-For is believed from the configured proxies only", async () => {
  const limits = { ...roomyLimits, perAddress: 1 };
  const hello = async ({ app }: TestServer, from: string) => (await app.inject({ url: "/v1/hello", headers: { "x-forwarded-for": from } })).statusCode;
  const direct = await testServer({ limits });
  expect([await hello(direct, "192.0.2.1"), await hello(direct, "192.0.2.2")]).toEqual([200, 429]);
  const behind = await testServer({ limits, trustedProxies: ["127.0.0.1"] });
  expect([await hello(behind, "192.0.2.1"), await hello(behind, "192.0.2.2"), await hello(behind, "192.0.2.2")]).toEqual([200, 200, 429]);
});

test.each(["/v1/push", "/v1/pull", "/v1/snapshot", "/v1/enrol"])("the operator of the centre sees no client data (%s)", async (url) => {
  const { app } = await testServer();
  const answer = await app.inject({ method: "POST", url, headers: { ...asOperator, "content-type": "application/json" }, payload: JSON.stringify(aPull()) });
  expect([answer.statusCode, answer.json().code]).toEqual([403, "G3002"]);
});

test("an unknown address is 404 G4005, another method 405 G4007 with what is allowed", async () => {
  const { app } = await testServer();
  const unknown = await app.inject({ url: "/v1/nothing" });
  const wrong = await app.inject({ method: "DELETE", url: "/v1/push?x=1" });
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, "G4005"]);
  expect([wrong.statusCode, wrong.json().code, wrong.headers["allow"]]).toEqual([405, "G4007", "POST"]);
  expect((await app.inject({ method: "OPTIONS", url: "/v1/push" })).statusCode).toBe(405);
  expect((await app.inject({ url: "/v1/%zz" })).json().code).toBe("G4005");
});

test("a fault of the work is 500 G5001 without a word of it, and the log has no message either", async () => {
  const { app, lines } = await testServer({}, fakeServices({ pull: async () => { throw new Error("Key (siren)=(732829320) exists"); } }));
  const answer = await app.inject({ method: "POST", url: "/v1/pull", headers: asAdvisor, payload: aPull() });
  expect([answer.statusCode, answer.json().code, answer.body.includes("732829320")]).toEqual([500, "G5001", false]);
  expect(JSON.stringify(lines)).toContain("request failed");
  expect(JSON.stringify(lines)).not.toContain("732829320");
});

test("a store that is away is 503 G5002 with Retry-After", async () => {
  const lost = Object.assign(new Error("lost"), { code: "57P01" });
  const { app } = await testServer({}, fakeServices({ push: async () => { throw new Error("query", { cause: lost }); } }));
  const answer = await app.inject({ method: "POST", url: "/v1/push", headers: asAdvisor, payload: aPush() });
  expect([answer.statusCode, answer.json().code, Number(answer.headers["retry-after"]) > 0]).toEqual([503, "G5002", true]);
});

test("a store that does not answer is not ready, and says nothing else", async () => {
  const { app } = await testServer({}, fakeServices({ ready: async () => { throw new Error("secret"); } }));
  const answer = await app.inject("/readyz");
  expect([answer.statusCode, answer.json().code]).toEqual([503, "G5002"]);
});

test("a person, and a workstation, that ask too often are told to wait", async () => {
  const limits = { ...roomyLimits, perPerson: 4, perDevice: 2, perAddress: 3 };
  const { app } = await testServer({ limits });
  const pull = async () => (await app.inject({ method: "POST", url: "/v1/pull", headers: asAdvisor, payload: aPull() })).statusCode;
  expect([await pull(), await pull(), await pull()]).toEqual([200, 200, 429]);
  const me = async () => await app.inject({ url: "/v1/me", headers: asAdvisor });
  expect((await me()).statusCode).toBe(200);
  const last = await me();
  expect([last.statusCode, last.json().code, Number(last.headers["retry-after"]) > 0]).toEqual([429, "G4004", true]);
  const guess = async () => (await app.inject({ url: "/v1/me", headers: { authorization: "Bearer bad" } })).statusCode;
  expect([await guess(), await guess(), await guess(), await guess()]).toEqual([401, 401, 401, 429]);
});

test("past what may be inside at once, and once stopping, the answer is 503 G5002 with Retry-After", async () => {
  const [entered, held] = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  const { app, drain } = await testServer(
    { limits: { ...roomyLimits, inside: 1 } },
    fakeServices({ me: async ({ user, name, role }) => { entered.resolve(true); await held.promise; return { user, name, role, branches: [] }; } }),
  );
  const first = app.inject({ url: "/v1/me", headers: asAdvisor });
  await entered.promise;
  const second = await app.inject({ url: "/v1/me", headers: asOperator });
  expect([second.statusCode, second.json().code, Number(second.headers["retry-after"]) > 0]).toEqual([503, "G5002", true]);
  held.resolve(true);
  expect((await first).statusCode).toBe(200);
  await expect.poll(async () => (await app.inject({ url: "/v1/me", headers: asOperator })).statusCode).toBe(200);
  expect((await app.inject("/readyz")).statusCode).toBe(200);
  drain();
  const status = async (url: string) => (await app.inject({ url, headers: asAdvisor })).statusCode;
  expect(await Promise.all(["/readyz", "/healthz", "/v1/hello", "/v1/me"].map(status))).toEqual([503, 200, 503, 503]);
});

test("a body of 50 MB gets its 413 while it is still being sent, and is not kept", async () => {
  const server = await testServer();
  const address = await server.listen();
  const before = process.memoryUsage().arrayBuffers;
  for (const chunked of [false, true]) {
    const answer = await sendZeros(`${address}/v1/push`, 50_000_000, chunked);
    expect(answer).toEqual({ status: 413, code: "G4002" });
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
});

test("what is not HTTP gets one coded answer and the end", async () => {
  const server = await testServer();
  const { port, hostname } = new URL(await server.listen());
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write("HELLO\r\n\r\n"));
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk)).on("close", () => resolve(Buffer.concat(chunks).toString()));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"G4001"/s);
});

function sendZeros(url: string, size: number, chunked: boolean): Promise<{ readonly status: number | undefined; readonly code: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { ...asAdvisor, "content-type": "application/json", ...(chunked ? {} : { "content-length": size }) };
    const sending = httpRequest(url, { method: "POST", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve({ status: response.statusCode, code: JSON.parse(Buffer.concat(chunks).toString()).code }));
    });
    sending.on("error", reject);
    const chunk = Buffer.alloc(1_000_000);
    const write = (left: number): void => {
      if (left === 0) sending.end();
      else sending.write(chunk, () => write(left - 1));
    };
    write(size / chunk.length);
  });
}
