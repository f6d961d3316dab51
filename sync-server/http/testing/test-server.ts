import { afterEach } from "vitest";
import type { FastifyInstance } from "fastify";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { VerifyToken } from "../authenticate.ts";
import { createHttpServer } from "../create-http-server.ts";
import type { HttpDeps } from "../http-deps.ts";
import { roomyLimits } from "./roomy-limits.ts";
import { fakeServices, type FakeServices } from "./fake-services.ts";

export type LogLine = { readonly event: string; readonly facts: unknown };
export type TestServer = {
  readonly app: FastifyInstance; readonly services: FakeServices; readonly drain: () => void; readonly lines: readonly LogLine[];
  /** Listens on a free port. */
  readonly listen: () => Promise<string>;
};

/** Tokens of tests are "good.SUBJECT"; every other is refused. Real ones are verify-token's tests. */
const verifyTestToken: VerifyToken = async (token) =>
  token.startsWith("good.") ? ok({ issuer: "test", subject: token.slice(5), bank: undefined, expiresAtMs: Date.now() + 60_000 }) : err({ code: "G3001" });

const opened: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
});

/** The HTTP side alone, over fake services, closed after the test. */
export async function testServer(over: Partial<HttpDeps> = {}, services = fakeServices()): Promise<TestServer> {
  const lines: LogLine[] = [];
  const write = (facts: unknown, event: string): void => void lines.push({ event, facts });
  const { app, drain } = await createHttpServer({
    services, verify: verifyTestToken, now: Date.now,
    signIn: async () => ({ issuer: "http://127.0.0.1/oidc", clientId: "guichet-desktop", audience: "urn:guichet:api" }),
    accounts: [], metricsToken: undefined, trustedProxies: [], isHttps: false,
    limits: roomyLimits,
    verification: { page: undefined, origin: undefined, inside: 32, pointsPerAddress: 10_000 },
    verificationAddress: () => "https://centre.example/verification",
    log: { info: write, warn: write, error: write },
    ...over,
  }, "0.0.0-test");
  opened.push(app);
  return { app, services, drain, lines, listen: () => app.listen({ host: "127.0.0.1", port: 0 }) };
}

export const asAdvisor = { authorization: "Bearer good.advisor" };
export const asOperator = { authorization: "Bearer good.operator" };
