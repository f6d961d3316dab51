import type { Alert } from "./alert.ts";
import type { Board, Panel } from "./board.ts";
import { toPromql } from "./to-promql.ts";

/** Asked for when the dashboard is imported. */
const MEASURES = { type: "prometheus", uid: "${DS_PROMETHEUS}" } as const;
const REPORTS = { type: "grafana-postgresql-datasource", uid: "${DS_REPORTS}" } as const;
const [WIDTH, HEIGHT, COLUMNS] = [12, 8, 2];

/** A dashboard in Grafana's JSON model, as its import takes it. What an alert calls too much is drawn where its panel is. */
export function toGrafana(board: Board, alerts: readonly Alert[], runbook: (alert: string) => string): object {
  const asksReports = board.panels.some(({ kind }) => kind === "table");
  return {
    __inputs: [
      { name: "DS_PROMETHEUS", label: "Measures of Guichet", type: "datasource", pluginId: "prometheus", pluginName: "Prometheus" },
      ...(asksReports ? [{ name: "DS_REPORTS", label: "Reporting schema of Guichet", type: "datasource", pluginId: "grafana-postgresql-datasource", pluginName: "PostgreSQL" }] : []),
    ],
    uid: `guichet-${board.name}`, title: board.title, description: board.what, tags: ["guichet"], schemaVersion: 39, version: 1, editable: false, timezone: "Europe/Paris", refresh: "30s", time: { from: "now-3h", to: "now" },
    panels: board.panels.map((panel, at) => {
      const watching = alerts.filter((alert) => alert.panel.board === board.name && alert.panel.id === panel.id);
      return {
        id: panel.id, title: panel.title, description: panel.what, gridPos: { x: (at % COLUMNS) * WIDTH, y: Math.floor(at / COLUMNS) * HEIGHT, w: WIDTH, h: HEIGHT },
        links: watching.map(({ name }) => ({ title: `Runbook: ${name}`, url: runbook(name), targetBlank: true })),
        ...drawn(panel, watching),
      };
    }),
  };
}

function drawn(panel: Panel, watching: readonly Alert[]): object {
  if (panel.kind === "table") return { type: "table", datasource: REPORTS, targets: [{ refId: "A", datasource: REPORTS, format: "table", rawQuery: true, rawSql: panel.sql }], fieldConfig: { defaults: {}, overrides: [] }, options: {} };
  const steps = watching.flatMap((alert) => (alert.is === ">" ? [{ color: "red", value: alert.than }] : [{ color: "green", value: alert.than }]));
  const first = watching.some(({ is }) => is === "<") ? "red" : "green";
  return {
    type: "timeseries", datasource: MEASURES,
    targets: panel.lines.map(({ name, query }, at) => ({ refId: String.fromCodePoint(65 + at), datasource: MEASURES, expr: toPromql(query), legendFormat: name })),
    fieldConfig: { defaults: { unit: panel.unit, custom: { thresholdsStyle: { mode: steps.length === 0 ? "off" : "line" } }, thresholds: { mode: "absolute", steps: [{ color: first, value: null }, ...steps.toSorted((a, b) => a.value - b.value)] } }, overrides: [] },
    options: { legend: { displayMode: "table", placement: "bottom", calcs: ["lastNotNull", "max"] }, tooltip: { mode: "multi" } },
  };
}
