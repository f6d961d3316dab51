import { context, SpanKind, SpanStatusCode, trace, type Context, type Span, type Tracer } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { JOURNEY_HEADER, readJourney } from "../../shared/sync/journey.ts";

const PROBES = new Set(["/healthz", "/readyz", "/metrics"]);

/** Where spans go, and which trace a request belongs to by its headers. */
export type Tracing = { readonly tracer: Tracer; readonly parentOf: (headers: FastifyRequest["headers"]) => Context };

/**
 * A span an answer, named by the route's pattern, of the trace that the workstation began; what is done for it is below it. Before it, the way of the change at the workstation, by the ages that were told.
 * Attributes are the conventions' own and codes: no address as sent, no id, no person.
 */
export function traceRequests(app: FastifyInstance, { tracer, parentOf }: Tracing): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook("onRequest", (request, _reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    if (PROBES.has(route)) return done();
    const arrived = Date.now();
    const parent = parentOf(request.headers);
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, startTime: arrived, attributes: { "http.request.method": request.method, "http.route": route } }, parent);
    spans.set(request, span);
    if (span.isRecording()) tellWay(tracer, request, trace.setSpan(parent, span), arrived);
    context.with(trace.setSpan(parent, span), done);
  });
  app.addHook("onResponse", async (request, reply) => {
    const span = spans.get(request);
    if (span === undefined) return;
    const code = reply.getHeader("x-error-code");
    span.setAttributes({ "http.response.status_code": reply.statusCode, ...(typeof code === "string" ? { "guichet.code": code } : {}) });
    if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}

/** From the last key to the seal, and from the seal to the departure. */
function tellWay(tracer: Tracer, { headers }: FastifyRequest, under: Context, arrived: number): void {
  const told = headers[JOURNEY_HEADER];
  const journey = readJourney(typeof told === "string" ? told : undefined);
  if (journey === undefined) return;
  const sealedAt = arrived - journey.sealedMs;
  if (journey.typedMs !== undefined) tracer.startSpan("desk typed", { startTime: arrived - journey.typedMs }, under).end(sealedAt);
  tracer.startSpan("desk outbox", { startTime: sealedAt }, under).end(arrived);
}
