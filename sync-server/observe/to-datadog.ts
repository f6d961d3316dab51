import type { Alert } from "./alert.ts";
import type { Match, Query, Selector } from "./query.ts";

/**
 * The same question to Datadog, which has these measures by OTLP: counters as counts, histograms as distributions. A window is asked for by the monitor, and not by the question: where a counter's differs from it, the
 * monitor's holds.
 */
export function toDatadog(query: Query, space: "sum" | "max" | "min" = "sum", by: readonly string[] = []): string {
  const grouped = groupedBy(by);
  switch (query.kind) {
    case "gauge": return `${space}:${selector(query)}${grouped}`;
    case "rate": return `${space}:${selector(query)}${grouped}.as_rate()`;
    case "increase": return `${space}:${selector(query)}${grouped}.as_count()`;
    case "quantile": return `p${Math.round(query.q * 100)}:${selector(query)}${groupedBy(query.by)}`;
    case "sum": case "max": case "min": return toDatadog(query.of, query.kind, query.by);
    case "ratio": return `${toDatadog(query.part)} / ${toDatadog(query.whole)}`;
  }
}

/** A process is told apart by its host there. */
const groupedBy = (labels: readonly string[]): string => (labels.length === 0 ? "" : ` by {${labels.map((label) => (label === "instance" ? "host" : label)).join(",")}}`);

/** What a monitor asks: true for all of so long, as `for` means it. A count is summed over its own window instead. */
export function toMonitorQuery({ query, is, than, for: lasting }: Pick<Alert, "query" | "is" | "than" | "for">): string {
  const counted = countedOver(query);
  const whole = counted === undefined ? (is === ">" ? "min" : "max") : "sum";
  return `${whole}(last_${minutes(counted ?? lasting)}m):${toDatadog(query)} ${is} ${than}`;
}

function countedOver(query: Query): number | undefined {
  if (query.kind === "increase") return query.over;
  return query.kind === "sum" || query.kind === "max" || query.kind === "min" ? countedOver(query.of) : undefined;
}
const minutes = (seconds: number): number => Math.max(1, Math.round(seconds / 60));

function selector({ metric, where = {} }: Selector): string {
  const parts = Object.entries(where).map(([label, match]) => filter(label, match));
  return `${metric}{${parts.length === 0 ? "*" : parts.join(" AND ")}}`;
}
function filter(label: string, match: Match): string {
  if (typeof match === "string") return `${label}:${match}`;
  if ("starts" in match) return `${label}:${match.starts}*`;
  return "oneOf" in match ? `${label} IN (${match.oneOf.join(",")})` : `${label} NOT IN (${match.noneOf.join(",")})`;
}
