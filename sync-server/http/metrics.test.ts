import { expect, test } from "vitest";
import { aPush } from "./testing/messages.ts";
import { asAdvisor, testServer } from "./testing/test-server.ts";

test("answers and verdicts are counted by route pattern", async () => {
  const { app } = await testServer();
  await app.inject({ method: "POST", url: "/v1/push?x=732829320", headers: asAdvisor, payload: aPush() });
  const { body } = await app.inject("/metrics");
  expect(body).toContain('guichet_requests_total{method="POST",route="/v1/push",status="200"} 1');
  expect(body).toContain('guichet_verdicts_total{kind="accepted"} 1');
  expect(body).not.toContain("732829320");
});

test("outside a demonstration there is no /metrics without a token in the configuration, and then only with it", async () => {
  const closed = await testServer({ accounts: undefined });
  expect((await closed.app.inject("/metrics")).statusCode).toBe(404);
  const guarded = await testServer({ accounts: undefined, metricsToken: "0123456789abcdef" });
  const ask = async (authorization: string) => (await guarded.app.inject({ url: "/metrics", headers: { authorization } })).statusCode;
  expect([await ask(""), await ask("Bearer wrong"), await ask("Bearer 0123456789abcdef")]).toEqual([401, 401, 200]);
});
