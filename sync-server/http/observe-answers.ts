import type { FastifyInstance } from "fastify";
import type { HttpDeps } from "./http-deps.ts";
import type { Metrics } from "./metrics.ts";
import type { RefusedSubjects } from "./refused-subjects.ts";

const PROBES = new Set(["/healthz", "/readyz", "/metrics"]);

/** One log line and one measure an answer: the route's pattern, never the address as sent; of a refusal, whose, as a pseudonym. */
export function observeAnswers(app: FastifyInstance, metrics: Metrics, { factsOf }: Pick<RefusedSubjects, "factsOf">, { log }: Pick<HttpDeps, "log">): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id).header("cache-control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const code = reply.getHeader("x-error-code");
    metrics.answered({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    if (typeof code === "string") metrics.errorAnswer(code);
    if (PROBES.has(route)) return;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info({ request: request.id, method: request.method, route, status: reply.statusCode, ms, ...(typeof code === "string" ? { code } : {}), ...factsOf(request, reply.statusCode) }, "answered");
  });
}
