import type { Alert } from "./alert.ts";
import { duration, toPromql } from "./to-promql.ts";

const text = (value: string): string => JSON.stringify(value); // a double-quoted scalar of YAML too

export const conditionOf = ({ query, is, than }: Pick<Alert, "query" | "is" | "than">, speed = 1): string => `${toPromql(query, speed)} ${is} ${than}`;

/** Alerting rules as Prometheus reads them; `speed`: with windows and patience so many times shorter. */
export function toRules(alerts: readonly Alert[], runbook: (alert: string) => string, speed = 1): string {
  const rules = alerts.map((alert) => [
    `      - alert: ${alert.name}`,
    `        expr: ${text(conditionOf(alert, speed))}`,
    `        for: ${duration(alert.for / speed)}`,
    "        labels:",
    `          severity: ${alert.severity}`,
    `          calls: ${alert.calls}`,
    "        annotations:",
    `          summary: ${text(alert.says)}`,
    `          description: ${text(`Threshold ${alert.is} ${alert.than}: ${alert.because}`)}`,
    `          dashboard: ${text(`guichet-${alert.panel.board}, panel ${alert.panel.id}`)}`,
    `          runbook_url: ${text(runbook(alert.name))}`,
  ].join("\n"));
  return `groups:\n  - name: guichet\n    rules:\n${rules.join("\n")}\n`;
}
