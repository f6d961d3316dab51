import type { FastifyInstance } from "fastify";
import { isSameSecret } from "../domain/same-secret.ts";
import type { HttpDeps } from "./http-deps.ts";
import type { Metrics } from "./metrics.ts";
import { Refusal } from "./refusal.ts";

export const METRICS_PATH = "/metrics";

/** For the centre's own monitoring: with the token of the configuration. Without one the address does not exist, except in a demonstration. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics, { metricsToken, accounts }: Pick<HttpDeps, "metricsToken" | "accounts">): void {
  app.get(METRICS_PATH, async (request, reply) => {
    if (metricsToken === undefined && accounts === undefined) throw new Refusal({ code: "G4005" });
    if (metricsToken !== undefined && !isSameSecret(request.headers.authorization ?? "", `Bearer ${metricsToken}`)) throw new Refusal({ code: "G3001" });
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
