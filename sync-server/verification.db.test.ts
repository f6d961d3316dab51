import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { legalDate } from "../shared/kernel/legal-date.ts";
import { registrationNumber } from "../shared/sync/registration-number.ts";
import type { VerificationRequest } from "../shared/sync/verification.ts";
import { GUESSES } from "./domain/verification/guard-numbers.ts";
import { testServer, type TestServer } from "./http/testing/test-server.ts";
import { openPreparedStore } from "./store/testing/open-prepared-store.ts";
import { created, freshSiren, submitted } from "./testing/contract-world.ts";
import { createSmallWorld, type SmallWorld } from "./testing/small-world.ts";
import { soundFields } from "./testing/sound-fields.ts";
import { roomyLimits } from "./http/testing/roomy-limits.ts";
import { newId } from "./testing/workstation.ts";

let opened: Awaited<ReturnType<typeof openPreparedStore>>;
let world: SmallWorld;
beforeAll(async () => {
  opened = await openPreparedStore();
  world = await createSmallWorld(opened.store);
  await world.services.setBusinessDate(await world.caller("anna"), legalDate("2020-06-15"));
});
afterAll(async () => await opened.close());

/** A file registered as an advisor does it, and what her client may then ask. */
async function registered(): Promise<VerificationRequest & { readonly file: string }> {
  const marie = await world.workstation("marie");
  const [file, siren] = [newId(), freshSiren()];
  const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
  if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
  return { number: verdict.number, siren, amount: 10_000_000, file };
}

type Limits = { readonly inside?: number; readonly pointsPerAddress?: number };
/** A server over the real store, with a memory of its own. */
async function server(limits: Limits = {}, over: Parameters<typeof testServer>[0] = {}): Promise<TestServer> {
  const { services } = await createSmallWorld(opened.store);
  return testServer({ services, verification: { page: undefined, origin: undefined, inside: 32, pointsPerAddress: 100_000, ...limits }, ...over });
}
const json = { "content-type": "application/json" };
const ask = ({ app }: TestServer, { number, siren, amount }: VerificationRequest, headers: Record<string, string> = {}) =>
  app.inject({ method: "POST", url: "/v1/verify", headers: { ...json, ...headers }, payload: { number, siren, amount } });

test("[VE1] anybody is told that a registered number stands for its SIREN and amount, with nothing else in the answer, and nothing of it kept by the way", async () => {
  const right = await registered();
  const answer = await ask(await server(), right);
  expect([answer.statusCode, answer.json()]).toEqual([200, { result: "match", state: "registered", at: expect.any(Number) }]);
  expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
  expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test("[VE1] a cent more, a cent less, another company, a number of nobody: one and the same answer", async () => {
  const right = await registered();
  const other = await registered();
  const asking = await server();
  const wrongs = [
    { ...right, amount: right.amount + 1 }, { ...right, amount: right.amount - 1 }, { ...right, siren: other.siren }, { ...other, siren: right.siren },
    { ...right, number: registrationNumber(1, crypto.getRandomValues(new Uint8Array(5))) },
  ];
  const answers = await Promise.all(wrongs.map((wrong) => ask(asking, wrong)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(wrongs.map(() => 200));
  for (const answer of answers) {
    expect(answer.json()).toEqual({ result: "mismatch", at: expect.any(Number) });
    expect(answer.body).toHaveLength(answers[0]?.body.length ?? 0);
  }
});

test("[VE2] a number that was released is told as cancelled", async () => {
  const right = await registered();
  const marie = await world.caller("marie");
  const bank = marie.bank?.id;
  if (bank === undefined) throw new Error("marie has a bank");
  const { number, siren, amount, file } = right;
  await opened.store.push({ bank, branches: marie.branches.map(({ id }) => id), persons: [marie.user] }, async (tx) => {
    await tx.openLedger([siren]);
    await tx.write({ created: [], updated: [], changes: [], holds: [], disclosures: [], movements: [{ siren, file, scheme: "CLASSIQUE", amount, grantOn: "2020-04-20", state: "released", number, movedAt: 2 }] });
  });
  expect((await ask(await server(), right)).json()).toMatchObject({ result: "match", state: "cancelled" });
});

test("[VE4] guessing the amount behind a number ends after a few tries, with a word how long, and says no more than that", async () => {
  const right = await registered();
  const asking = await server();
  for (let guess = 1; guess <= GUESSES; guess += 1) expect((await ask(asking, { ...right, amount: right.amount + guess })).json()).toMatchObject({ result: "mismatch" });
  const locked = await ask(asking, right);
  expect([locked.statusCode, locked.json().code, Number(locked.headers["retry-after"])]).toEqual([429, "G4004", 86_400]);
  expect((await ask(asking, { ...right, amount: 1 })).json().code).toBe("G4004");
});

test("[VE4] a wrong question costs an address ten times a right one, and other addresses nothing", async () => {
  const right = await registered();
  const asking = await server({ pointsPerAddress: 40 }, { trustedProxies: ["127.0.0.1"] });
  const from = (address: string) => ({ "x-forwarded-for": address });
  for (let time = 0; time < 20; time += 1) expect((await ask(asking, right, from("192.0.2.1"))).statusCode).toBe(200);
  const wrong = { ...right, amount: 1 };
  expect([(await ask(asking, wrong, from("192.0.2.1"))).statusCode, (await ask(asking, wrong, from("192.0.2.1"))).statusCode]).toEqual([200, 200]);
  const refused = await ask(asking, right, from("192.0.2.1"));
  expect([refused.statusCode, refused.json().code, Number(refused.headers["retry-after"]) > 0]).toEqual([429, "G4004", true]);
  expect((await ask(asking, right, from("192.0.2.2"))).statusCode).toBe(200);
});

const valid = { number: registrationNumber(1, Uint8Array.of(9, 9, 9, 9, 9)), siren: "732829320", amount: 25_000_000 };
const hostile: readonly (readonly [what: string, headers: Record<string, string>, body: string | Buffer, status: number, code: string])[] = [
  ["no body", json, "", 400, "G4001"],
  ["not JSON", json, "{", 400, "G4001"],
  ["an array", json, "[]", 400, "G4001"],
  ["a reserved key", json, JSON.stringify(valid).replace("{", '{"__proto__":{"amount":1},'), 400, "G4001"],
  ["a word more", json, JSON.stringify({ ...valid, name: "x" }), 400, "G4001"],
  ["a device, to use up its counter", json, JSON.stringify({ ...valid, replica: "018f0000-0000-7000-8000-000000000001" }), 400, "G4001"],
  ["a wrong check character", json, JSON.stringify({ ...valid, number: `${valid.number.slice(0, -1)}${valid.number.endsWith("0") ? "1" : "0"}` }), 400, "G4001"],
  ["a text that would be SQL", json, JSON.stringify({ ...valid, siren: "1' OR '1'='1" }), 400, "G4001"],
  ["U+0000", json, JSON.stringify({ ...valid, siren: "73282932\u0000" }), 400, "G4001"],
  ["a huge amount", json, JSON.stringify(valid).replace("25000000", "1e400"), 400, "G4001"],
  ["half a cent", json, JSON.stringify(valid).replace("25000000", "25000000.5"), 400, "G4001"],
  ["more than a kilobyte", json, JSON.stringify({ ...valid, number: "1".repeat(2_000) }), 413, "G4002"],
  ["a bomb", { ...json, "content-encoding": "gzip" }, gzipSync(Buffer.alloc(10_000_000, 0x20)), 413, "G4002"],
  ["a form, as another site's page could send it", { "content-type": "application/x-www-form-urlencoded" }, "number=1", 415, "G4006"],
  ["text, as another site's page could send it", { "content-type": "text/plain" }, JSON.stringify(valid), 415, "G4006"],
];
test.each(hostile)("%s is refused with a code, never a 500, and costs what a wrong question costs", async (_what, headers, payload, status, code) => {
  const asking = await server({ pointsPerAddress: 10 });
  const answer = await asking.app.inject({ method: "POST", url: "/v1/verify", headers, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  expect(answer.body).not.toContain(valid.siren);
  expect((await ask(asking, valid)).statusCode).toBe(429);
});

test("by GET there is nothing: what is asked cannot enter an address", async () => {
  const { app } = await server();
  const answer = await app.inject(`/v1/verify?number=${valid.number}&siren=${valid.siren}&amount=1`);
  expect([answer.statusCode, answer.json().code, answer.headers["allow"]]).toEqual([405, "G4007", "POST"]);
});

test("number, SIREN and amount are in no log line and no measure, however it ends", async () => {
  const right = await registered();
  const asking = await server({ pointsPerAddress: 25 });
  for (const one of [right, { ...right, amount: 1_234_567 }, right, right, { ...right, amount: 7_654_321 }]) await ask(asking, one);
  await asking.app.inject({ method: "POST", url: `/v1/verify?siren=${right.siren}`, headers: json, payload: { ...right, amount: "x" } });
  const { body } = await asking.app.inject("/metrics");
  expect(asking.lines.length).toBeGreaterThan(5);
  for (const secret of [right.number, right.siren, "1234567", "7654321", String(right.amount)]) {
    expect(JSON.stringify(asking.lines)).not.toContain(secret);
    // A whole number of its own: seconds of processor like 0.10000000000000009 hold the figures of an amount by chance.
    expect(body).not.toMatch(new RegExp(`(?<![\\d.])${secret}(?!\\d)`));
  }
  expect(body).toContain('guichet_verifications_total{result="match",from="memory"}');
});

test("a flood of strangers takes no place from the banks, nor the banks' from theirs, and once stopping nobody enters", async () => {
  const [entered, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { services } = await createSmallWorld(opened.store);
  let asked = 0;
  const slow = { ...services, verifyRegistration: async () => {
    if ((asked += 1) === 3) entered.resolve();
    await held.promise;
    return { kind: "answered" as const, answer: { result: "mismatch" as const, at: 0 }, from: "ledger" as const };
  } };
  const asking = await server({ inside: 3 }, { services: slow, limits: { ...roomyLimits, inside: 1 } });
  const flood = Array.from({ length: 3 }, () => ask(asking, valid));
  await entered.promise;
  const refused = await ask(asking, valid);
  expect([refused.statusCode, refused.json().code, Number(refused.headers["retry-after"]) > 0]).toEqual([503, "G5002", true]);
  expect((await asking.app.inject("/v1/hello")).statusCode).toBe(200);
  held.resolve();
  expect((await Promise.all(flood)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  asking.drain();
  expect((await ask(asking, valid)).statusCode).toBe(503);
});

test("the page of one other origin may ask, that origin, that address and nothing else", async () => {
  const origin = "https://verification.guichet.example";
  const verification = { page: undefined, origin, inside: 9, pointsPerAddress: 20 };
  const asking = await server({}, { verification });
  const preflight = (from: string, url = "/v1/verify") => asking.app.inject({ method: "OPTIONS", url, headers: { origin: from, "access-control-request-method": "POST", "access-control-request-headers": "content-type" } });
  const yes = await preflight(origin);
  expect([yes.statusCode, yes.headers]).toMatchObject([204, { "access-control-allow-origin": origin, "access-control-allow-methods": "POST", "access-control-allow-headers": "content-type", vary: "origin" }]);
  expect(yes.headers).not.toHaveProperty("access-control-allow-credentials");
  for (const [from, url] of [["https://evil.example", "/v1/verify"], [`${origin}.evil.example`, "/v1/verify"], ["null", "/v1/verify"], [origin, "/v1/push"], [origin, "/v1/hello"]] as const) {
    const no = await preflight(from, url);
    expect([from, url, no.statusCode, no.headers["access-control-allow-origin"]]).toEqual([from, url, 405, undefined]);
  }
  expect((await ask(asking, valid, { origin })).headers["access-control-allow-origin"]).toBe(origin);
  expect((await ask(asking, valid, { origin: "https://evil.example" })).headers["access-control-allow-origin"]).toBeUndefined();
  const refused = await ask(asking, valid, { origin });
  expect([refused.statusCode, refused.headers["access-control-allow-origin"], refused.headers["access-control-expose-headers"]]).toEqual([429, origin, "retry-after, x-error-code"]);
  expect((await asking.app.inject({ url: "/v1/hello", headers: { origin } })).headers["access-control-allow-origin"]).toBeUndefined();
  const without = await server();
  expect((await without.app.inject({ method: "OPTIONS", url: "/v1/verify", headers: { origin } })).statusCode).toBe(405);
});
