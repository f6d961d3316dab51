import type { Match, Query, Selector } from "./query.ts";

/** `speed`: so many times shorter windows, for a rehearsal in which a minute is a second. */
export function toPromql(query: Query, speed = 1): string {
  switch (query.kind) {
    case "gauge": return selector(query);
    case "rate": case "increase": return `${query.kind}(${selector(query)}[${duration(query.over / speed)}])`;
    case "quantile": return `histogram_quantile(${query.q}, sum by (${["le", ...query.by].join(", ")}) (rate(${selector({ ...query, metric: `${query.metric}_bucket` })}[${duration(query.over / speed)}])))`;
    case "sum": case "max": case "min": return `${query.kind}${query.by.length === 0 ? "" : ` by (${query.by.join(", ")}) `}(${toPromql(query.of, speed)})`;
    case "ratio": return `${toPromql(query.part, speed)} / ${toPromql(query.whole, speed)}`;
  }
}

/** In whole seconds or minutes, as Prometheus writes them. */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds)) return `${Math.round(seconds * 1_000)}ms`;
  return seconds % 3_600 === 0 && seconds > 0 ? `${seconds / 3_600}h` : seconds % 60 === 0 && seconds > 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function selector({ metric, where = {} }: Selector): string {
  const parts = Object.entries(where).map(([label, match]) => `${label}${matcher(match)}`);
  return parts.length === 0 ? metric : `${metric}{${parts.join(", ")}}`;
}

/** Prometheus anchors its expressions at both ends. */
function matcher(match: Match): string {
  if (typeof match === "string") return `="${match}"`;
  if ("starts" in match) return `=~"${match.starts}.*"`;
  return "oneOf" in match ? `=~"${match.oneOf.join("|")}"` : `!~"${match.noneOf.join("|")}"`;
}
