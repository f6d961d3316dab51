import { readFileSync } from "node:fs";
import { alerts } from "../../sync-server/observe/alerts/all.ts";
import { boards } from "../../sync-server/observe/boards/all.ts";
import { causes } from "../../sync-server/observe/causes.ts";
import { toGrafana } from "../../sync-server/observe/to-grafana.ts";
import { toMonitors } from "../../sync-server/observe/to-monitors.ts";
import { conditionOf, toRules } from "../../sync-server/observe/to-rules.ts";
import { duration } from "../../sync-server/observe/to-promql.ts";

/** Where docs/runbooks/alerts.md is read, for whoever names no other place. */
export const RUNBOOKS = "https://guichet.example/docs/runbooks/alerts.md";
const OUT = "sync-server/observe/out";

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Everything that is made of the definitions, by its path in the repository. */
export function outputs(runbooks = RUNBOOKS): Readonly<Record<string, string>> {
  const runbook = (alert: string): string => `${runbooks}#${alert.toLowerCase()}`;
  return {
    [`${OUT}/prometheus/guichet.rules.yml`]: toRules(alerts, runbook),
    ...Object.fromEntries(boards.map((board) => [`${OUT}/grafana/${board.name}.json`, json(toGrafana(board, alerts, runbook))])),
    [`${OUT}/datadog/monitors.json`]: json(toMonitors(alerts, runbook)),
    "docs/observability.md": filled("docs/observability.md", "alerts", alertTable()),
    "docs/runbooks/alerts.md": filled("docs/runbooks/alerts.md", "causes", causeTable()),
  };
}

/** The page with what stands between its two marks made anew. @throws Error, for a page without them */
function filled(path: string, name: string, made: string): string {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for ${name}`);
  return `${page.slice(0, from + begin.length)}${made}${page.slice(to)}`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

const alertTable = (): string => [
  "| Alert | It says | Condition | For | Why that much | Severity | Called |", "|---|---|---|---|---|---|---|",
  ...alerts.map((alert) => `| [\`${alert.name}\`](runbooks/alerts.md#${alert.name.toLowerCase()}) | ${cell(alert.says)} | \`${cell(conditionOf(alert))}\` | ${duration(alert.for)} | ${cell(alert.because)} | ${alert.severity} | ${alert.calls} |`), "",
].join("\n");

const causeTable = (): string => [
  "| Cause | What it is | Shows itself by | Brings with it | Which one |", "|---|---|---|---|---|",
  ...causes.map(({ name, says, shows, brings, which }) => {
    const panel = which === undefined ? undefined : boards.find((board) => board.name === which.board)?.panels.find(({ id }) => id === which.id);
    return `| \`${name}\` | ${says} | ${shows.map((one) => `\`${one}\``).join(", ")} | ${brings.map((one) => `\`${one}\``).join(", ")} | ${panel === undefined ? "" : `${which?.board}: ${panel.title}`} |`;
  }), "",
].join("\n");
