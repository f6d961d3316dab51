/** Where traces, measures and log lines are sent besides; undefined: nowhere. */
export type TelemetryConfig = {
  /** Base address of a collector that speaks OTLP over HTTP, without a trailing slash. */
  readonly address: string;
  /** Sent with everything: a key of the collector's. Never logged. */
  readonly headers: Readonly<Record<string, string>>;
  /** Share of traces that are kept, 0 to 1; by the trace's own number, so that every server keeps the same. */
  readonly traces: number;
};
