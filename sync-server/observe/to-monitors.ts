import type { Alert } from "./alert.ts";
import { metricsOf } from "./query.ts";
import { toMonitorQuery } from "./to-datadog.ts";

/** What Datadog has in place of Prometheus's own `up`: each process tells its version, and a silence is an alert. */
const SILENCE = { query: "max(last_1m):max:nodejs_version_info{*} by {host} < 1", options: { notify_no_data: true, no_data_timeframe: 2 } } as const;
/** Whoever imports them puts handles in place of these. */
const CALLED: Readonly<Record<Alert["calls"], string>> = { desk: "@guichet-desk", day: "@guichet-day", bank: "@guichet-bank" };

/** Bodies of `POST /api/v1/monitor`, one an alert. */
export const toMonitors = (alerts: readonly Alert[], runbook: (alert: string) => string): readonly object[] =>
  alerts.map((alert) => {
    const isPresence = metricsOf(alert.query).includes("up");
    return {
      name: `Guichet: ${alert.name}`, type: "query alert", query: isPresence ? SILENCE.query : toMonitorQuery(alert),
      message: `${alert.says} Threshold ${alert.is} ${alert.than}: ${alert.because} Runbook: ${runbook(alert.name)} ${CALLED[alert.calls]}`,
      tags: ["service:guichet-sync-server", `severity:${alert.severity}`, `calls:${alert.calls}`], priority: alert.severity === "critical" ? 1 : 3,
      options: { thresholds: { critical: isPresence ? 1 : alert.than }, include_tags: true, ...(isPresence ? SILENCE.options : { notify_no_data: false }) },
    };
  });
