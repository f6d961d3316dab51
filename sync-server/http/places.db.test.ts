import { expect, test } from "vitest";
import { err, ok } from "../../shared/kernel/result.ts";
import { fakeServices, advisor, type FakeServices } from "./testing/fake-services.ts";
import { aPull, aPush, REPLICA } from "./testing/messages.ts";
import { openRaw, requestHead } from "./testing/raw-socket.ts";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { asAdvisor, testServer, type TestServer } from "./testing/test-server.ts";

const asColleague = { authorization: "Bearer good.colleague" };
const OTHER_REPLICA = "018f0000-0000-7000-8000-000000000002";

/** A centre at which what the advisor asks waits until it is let go; her colleague is answered. */
function heldCentre(): { readonly services: FakeServices; readonly held: () => number; readonly letGo: () => void } {
  const gate = Promise.withResolvers<boolean>();
  let held = 0;
  const work = async ({ user }: { readonly user: string }) => {
    if (user === "colleague") return err({ code: "G4011" } as const);
    held += 1;
    await gate.promise;
    return err({ code: "G4011" } as const);
  };
  const services = fakeServices({ branchKeys: work, pull: work, push: work });
  services.callers.set("colleague", { ...advisor, user: "colleague" });
  return { services, held: () => held, letGo: () => gate.resolve(true) };
}

const ask = async ({ app }: TestServer, headers: Record<string, string>, replica = REPLICA, url = "/v1/branch-keys", payload: object = aPull({ replica })) => {
  const answer = await app.inject({ method: "POST", url, headers, payload });
  return `${answer.statusCode} ${answer.json().code} ${answer.headers["retry-after"] ?? ""}`.trim();
};

test("one person who asks for more at once than her places is told to wait, and nobody else is", async () => {
  const { services, held, letGo } = heldCentre();
  const server = await testServer({ limits: { ...roomyLimits, inside: 8, insidePerPerson: 3 } }, services);
  const asked = Array.from({ length: 50 }, (_, i) => ask(server, asAdvisor, `018f0000-0000-7000-8000-0000000000${10 + i}`));
  await expect.poll(held).toBe(3);
  for (let i = 0; i < 10; i += 1) expect(await ask(server, asColleague)).toBe("409 G4011");
  letGo();
  const answers = await Promise.all(asked);
  expect([answers.filter((answer) => answer === "409 G4011").length, answers.filter((answer) => answer === "429 G4004 1").length]).toEqual([3, 47]);
  expect(await ask(server, asAdvisor)).toBe("409 G4011");
});

test("one workstation has fewer than its owner, who works on at another; and nobody can take its places but she", async () => {
  const { services, held, letGo } = heldCentre();
  const server = await testServer({ limits: { ...roomyLimits, insidePerPerson: 4, insidePerDevice: 2 } }, services);
  const asked = [ask(server, asAdvisor), ask(server, asAdvisor)];
  await expect.poll(held).toBe(2);
  expect(await ask(server, asAdvisor)).toBe("429 G4004 1");
  expect(await ask(server, asColleague, REPLICA)).toBe("409 G4011");
  const elsewhere = ask(server, asAdvisor, OTHER_REPLICA);
  await expect.poll(held).toBe(3);
  letGo();
  expect(await Promise.all([...asked, elsewhere])).toEqual(["409 G4011", "409 G4011", "409 G4011"]);
});

test("a minute of one workstation is counted by its owner's requests only", async () => {
  const services = fakeServices();
  services.callers.set("colleague", { ...advisor, user: "colleague" });
  const server = await testServer({ limits: { ...roomyLimits, perDevice: 3 } }, services);
  for (let i = 0; i < 3; i += 1) expect(await ask(server, asColleague)).toMatch(/^200/);
  expect(await ask(server, asColleague)).toMatch(/^429/);
  expect(await ask(server, asAdvisor)).toMatch(/^200/);
});

test("one person's large work goes one piece after the other, by whichever workstation; nobody else waits for it, nor her own small work", async () => {
  const { services, held, letGo } = heldCentre();
  const server = await testServer({}, services);
  const large = () => ask(server, asAdvisor, REPLICA, "/v1/push", aPush({ signature: "A".repeat(80), changes: Array.from({ length: 1_000 }, () => ({ head: "{}", body: "{}", salt: "0".repeat(32) })) }));
  const pull = (headers: Record<string, string>, replica = REPLICA) => ask(server, headers, replica, "/v1/pull");
  const asked = [pull(asAdvisor), large(), pull(asAdvisor, OTHER_REPLICA)];
  await expect.poll(held).toBe(1);
  expect(await pull(asColleague)).toBe("409 G4011");
  const small = ask(server, asAdvisor, REPLICA, "/v1/push", aPush());
  await expect.poll(held).toBe(2);
  letGo();
  expect(await Promise.all([...asked, small])).toEqual(Array.from({ length: 4 }, () => "409 G4011"));
});

test("whoever leaves before its turn has come does not keep the next one waiting", async () => {
  const { services, held, letGo } = heldCentre();
  const server = await testServer({}, services);
  const address = await server.listen();
  const first = ask(server, asAdvisor, REPLICA, "/v1/pull");
  await expect.poll(held).toBe(1);
  const body = JSON.stringify(aPull());
  const gone = openRaw(address, `${requestHead("POST", "/v1/pull", { ...asAdvisor, "content-type": "application/json", "content-length": String(body.length) })}${body}`);
  await expect.poll(async () => await inside(server)).toBe(2);
  gone.socket.destroy();
  await gone.ended;
  const next = ask(server, asAdvisor, REPLICA, "/v1/pull");
  letGo();
  expect(await Promise.all([first, next])).toEqual(["409 G4011", "409 G4011"]);
  expect(held()).toBe(2);
});

const inside = async ({ app }: TestServer): Promise<number> => Number(/^guichet_requests_inside (\d+)$/m.exec((await app.inject("/metrics")).body)?.[1]);

test("strangers and tokens that take long to judge fill the door, and no place inside", async () => {
  const judging = Promise.withResolvers<boolean>();
  const server = await testServer({
    limits: { ...roomyLimits, inside: 2, atDoor: 8, insidePerPerson: 3 },
    trustedProxies: ["127.0.0.1"],
    verify: async (token) => {
      if (token.startsWith("slow")) await judging.promise;
      return token.startsWith("good.") ? ok({ issuer: "test", subject: token.slice(5), bank: undefined, expiresAtMs: Date.now() + 60_000 }) : err({ code: "G3001" });
    },
  });
  const me = async (token: string, from: string) => (await server.app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}`, "x-forwarded-for": from } })).statusCode;
  const slow = ["slow.1", "slow.1", "slow.2", "slow.3"].map((token) => me(token, "192.0.2.1"));
  const door = async () => Number(/^guichet_requests_at_door (\d+)$/m.exec((await server.app.inject("/metrics")).body)?.[1]);
  await expect.poll(door).toBe(4);
  expect(await me("slow.4", "192.0.2.1")).toBe(429); // half of the door is one address's
  expect((await server.app.inject({ url: "/v1/hello", headers: { "x-forwarded-for": "192.0.2.1" } })).statusCode).toBe(429);
  const more = ["slow.1", "slow.5"].map((token) => me(token, "192.0.2.2"));
  await expect.poll(door).toBe(6);
  expect(await me("slow.1", "192.0.2.3")).toBe(429); // three of one token, from wherever
  expect(await me("good.advisor", "192.0.2.3")).toBe(200);
  judging.resolve(true);
  expect(await Promise.all([...slow, ...more])).toEqual([401, 401, 401, 401, 401, 401]);
  await expect.poll(door).toBe(0);
});

test("whoever leaves while being judged or served gives the places back, and nothing more is done", async () => {
  const judging = Promise.withResolvers<boolean>();
  let pulled = 0;
  const server = await testServer(
    { limits: { ...roomyLimits, insidePerPerson: 2, insidePerDevice: 2 }, verify: async () => { await judging.promise; return ok({ issuer: "test", subject: "advisor", bank: undefined, expiresAtMs: Date.now() + 60_000 }); } },
    fakeServices({ pull: async () => { pulled += 1; return err({ code: "G4011" }); } }),
  );
  const address = await server.listen();
  const body = JSON.stringify(aPull());
  const gone = Array.from({ length: 2 }, () => openRaw(address, `${requestHead("POST", "/v1/pull", { ...asAdvisor, "content-type": "application/json", "content-length": String(body.length) })}${body}`));
  const at = async (name: string) => Number(new RegExp(`^guichet_requests_${name} (\\d+)$`, "m").exec((await server.app.inject("/metrics")).body)?.[1]);
  await expect.poll(() => at("at_door")).toBe(2);
  gone.forEach(({ socket }) => socket.destroy());
  await expect.poll(() => new Promise((resolve) => { server.app.server.getConnections((_error, count) => resolve(count)); })).toBe(0);
  judging.resolve(true);
  await expect.poll(async () => [await at("at_door"), await at("inside")]).toEqual([0, 0]);
  expect(pulled).toBe(0);
  expect(await ask(server, asAdvisor, REPLICA, "/v1/pull")).toBe("409 G4011");
});
