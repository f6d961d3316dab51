import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { HttpDeps } from "./http-deps.ts";
import type { Metrics } from "./metrics.ts";
import { Refusal } from "./refusal.ts";

export const METRICS_PATH = "/metrics";

/** For the centre's own monitoring: with the token of the configuration. Without one the address does not exist, except in a demonstration. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics, { metricsToken, accounts }: Pick<HttpDeps, "metricsToken" | "accounts">): void {
  app.get(METRICS_PATH, async (request, reply) => {
    if (metricsToken === undefined && accounts === undefined) throw new Refusal({ code: "G4005" });
    if (metricsToken !== undefined && !isSame(request.headers.authorization ?? "", `Bearer ${metricsToken}`)) throw new Refusal({ code: "G3001" });
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
