import { hostname } from "node:os";
import { context, defaultTextMapGetter, ROOT_CONTEXT, type Context, type Tracer } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Registry } from "prom-client";
import type { ServerLog } from "../http/http-deps.ts";
import { createPrometheusProducer } from "./prometheus-producer.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";
import { tellLines } from "./tell-lines.ts";

export type Telemetry = {
  readonly tracer: Tracer;
  /** The trace that a request belongs to, by its headers. */
  readonly parentOf: (headers: Readonly<Record<string, string | readonly string[] | undefined>>) => Context;
  readonly log: ServerLog;
  /** From here on these measures are told too. */
  readonly tellMeasures: (registry: Registry) => void;
  /** Sends what is left; never throws. */
  readonly close: () => Promise<void>;
};

/** Lines and traces leave together, measures every so often; a collector that is away costs the server memory for one batch, and no answer. */
const MEASURES_MS = 15_000;
const EXPORT_MS = 5_000;

/** Sends traces, measures and log lines to any collector that speaks OTLP over HTTP; of a vendor's own, its agent or intake. */
export function openTelemetry({ address, headers, traces }: TelemetryConfig, log: ServerLog, { version, now }: { readonly version: string; readonly now: () => number }): Telemetry {
  const resource = resourceFromAttributes({ "service.name": "guichet-sync-server", "service.version": version, "service.instance.id": `${hostname()}:${process.pid}` });
  const to = (path: string) => ({ url: `${address}/v1/${path}`, headers: { ...headers }, timeoutMillis: EXPORT_MS });
  // One process has one: several servers in it share it, as they do their context.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // A workstation begins the trace, and does not decide whether it is kept: whoever sends requests must not choose what the centre stores.
  const share = new TraceIdRatioBasedSampler(traces);
  const spans = new TracerProvider({ resource, sampler: new ParentBasedSampler({ root: share, remoteParentSampled: share, remoteParentNotSampled: share }), spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(to("traces")) })] });
  const lines = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(to("logs")) })] });
  const propagator = new W3CTraceContextPropagator();
  const logger = lines.getLogger("guichet");
  const startedAt = now();
  let measures: MeterProvider | undefined;
  return {
    tracer: spans.getTracer("guichet"),
    parentOf: (told) => propagator.extract(ROOT_CONTEXT, told, defaultTextMapGetter),
    log: tellLines(log, (line) => logger.emit(line)),
    tellMeasures: (registry) => {
      measures = new MeterProvider({
        resource,
        readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(to("metrics")), exportIntervalMillis: MEASURES_MS, exportTimeoutMillis: EXPORT_MS, metricProducers: [createPrometheusProducer(registry, startedAt, now)] })],
      });
    },
    close: async () => void (await Promise.allSettled([spans.shutdown(), lines.shutdown(), measures?.shutdown()])),
  };
}
