import { expect, test } from "vitest";
import { err, ok } from "../../shared/kernel/result.ts";
import { fakeServices, advisor, type FakeServices } from "./testing/fake-services.ts";
import { aPull, REPLICA } from "./testing/messages.ts";
import { openRaw, requestHead } from "./testing/raw-socket.ts";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { asAdvisor, testServer, type TestServer } from "./testing/test-server.ts";

const asColleague = { authorization: "Bearer good.colleague" };
const OTHER_REPLICA = "018f0000-0000-7000-8000-000000000002";

/** A centre whose pulls of the advisor wait until they are let go; her colleague's are answered. */
function heldPulls(): { readonly services: FakeServices; readonly held: () => number; readonly letGo: () => void } {
  const gate = Promise.withResolvers<boolean>();
  let held = 0;
  const services = fakeServices({
    pull: async ({ user }) => {
      if (user === "colleague") return err({ code: "G4011" });
      held += 1;
      await gate.promise;
      return err({ code: "G4011" });
    },
  });
  services.callers.set("colleague", { ...advisor, user: "colleague" });
  return { services, held: () => held, letGo: () => gate.resolve(true) };
}

const pull = async ({ app }: TestServer, headers: Record<string, string>, replica = REPLICA) => {
  const answer = await app.inject({ method: "POST", url: "/v1/pull", headers, payload: aPull({ replica }) });
  return `${answer.statusCode} ${answer.json().code} ${answer.headers["retry-after"] ?? ""}`.trim();
};

test("one person who asks for more at once than her places is told to wait, and nobody else is", async () => {
  const { services, held, letGo } = heldPulls();
  const server = await testServer({ limits: { ...roomyLimits, inside: 8, insidePerPerson: 3 } }, services);
  const asked = Array.from({ length: 50 }, (_, i) => pull(server, asAdvisor, `018f0000-0000-7000-8000-0000000000${10 + i}`));
  await expect.poll(held).toBe(3);
  for (let i = 0; i < 10; i += 1) expect(await pull(server, asColleague)).toBe("409 G4011");
  letGo();
  const answers = await Promise.all(asked);
  expect([answers.filter((answer) => answer === "409 G4011").length, answers.filter((answer) => answer === "429 G4004 1").length]).toEqual([3, 47]);
  expect(await pull(server, asAdvisor)).toBe("409 G4011");
});

test("one workstation has fewer than its owner, who works on at another; and nobody can take its places but she", async () => {
  const { services, held, letGo } = heldPulls();
  const server = await testServer({ limits: { ...roomyLimits, insidePerPerson: 4, insidePerDevice: 2 } }, services);
  const asked = [pull(server, asAdvisor), pull(server, asAdvisor)];
  await expect.poll(held).toBe(2);
  expect(await pull(server, asAdvisor)).toBe("429 G4004 1");
  expect(await pull(server, asColleague, REPLICA)).toBe("409 G4011");
  const elsewhere = pull(server, asAdvisor, OTHER_REPLICA);
  await expect.poll(held).toBe(3);
  letGo();
  expect(await Promise.all([...asked, elsewhere])).toEqual(["409 G4011", "409 G4011", "409 G4011"]);
});

test("a minute of one workstation is counted by its owner's requests only", async () => {
  const services = fakeServices();
  services.callers.set("colleague", { ...advisor, user: "colleague" });
  const server = await testServer({ limits: { ...roomyLimits, perDevice: 3 } }, services);
  for (let i = 0; i < 3; i += 1) expect(await pull(server, asColleague)).toMatch(/^200/);
  expect(await pull(server, asColleague)).toMatch(/^429/);
  expect(await pull(server, asAdvisor)).toMatch(/^200/);
});

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
  expect(await pull(server, asAdvisor)).toBe("409 G4011");
});
