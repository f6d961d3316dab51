import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { alerts } from "../../sync-server/observe/alerts/all.ts";
import { boards } from "../../sync-server/observe/boards/all.ts";
import { causes, diagnose } from "../../sync-server/observe/causes.ts";
import { metricsOf } from "../../sync-server/observe/query.ts";
import { COMMANDS } from "../../sync-server/commands-usage.ts";
import { outputs, RUNBOOKS } from "./outputs.ts";

const page = readFileSync("docs/runbooks/alerts.md", "utf8");
const made = outputs();

test("what is committed is what the definitions make: npm run observe", () => {
  for (const [path, text] of Object.entries(made)) expect(readFileSync(path, "utf8"), path).toBe(text);
});

test("names are said once: of alerts, of causes, of panels in their board", () => {
  for (const names of [alerts.map(({ name }) => name), causes.map(({ name }) => name), boards.map(({ name }) => name), ...boards.map(({ panels }) => panels.map(({ id }) => String(id)))]) expect(new Set(names).size).toBe(names.length);
});

test("[SE5] every alert has the panel that shows what it asks, and the runbook that says what to do", () => {
  const titles = new Set(boards.flatMap(({ name, panels }) => panels.map(({ title }) => `${name}: ${title}`)));
  for (const { name, panel, query } of alerts) {
    const shown = boards.find((board) => board.name === panel.board)?.panels.find(({ id }) => id === panel.id);
    const asked = shown?.kind === "measures" ? shown.lines.flatMap((line) => metricsOf(line.query)) : [];
    expect(asked, name).toEqual(expect.arrayContaining([...metricsOf(query)]));
    const runbook = page.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? "";
    for (const label of ["Branches", "Look", "Do", "Call"]) expect(runbook, `${name}: ${label}`).toMatch(new RegExp(`^- \\*\\*${label}:\\*\\* \\S`, "m"));
    expect(runbook, name).toContain(`\`${panel.board}: ${shown?.title}\``);
    for (const [, board = ""] of runbook.matchAll(/`((?:service|ledger|branches|neighbours|duties): [^`]+)`/g)) expect(titles, name).toContain(board);
  }
  const written = page.split(/^## /m).slice(1).map((part) => part.split("\n")[0]);
  expect(written.slice(1).toSorted()).toEqual(alerts.map(({ name }) => name).toSorted());
});

test("[SE5] every command that a runbook names is one that the server has, and every variable one that it knows", () => {
  const known = new Set([...COMMANDS.matchAll(/npm run server -- ([\w-]+)/g)].map(([, name]) => name));
  const named = [...page.matchAll(/npm run server -- ([\w-]+)/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const variables = readFileSync("docs/server.md", "utf8");
  for (const [variable] of page.matchAll(/GUICHET_[A-Z_]+/g)) expect(variables).toContain(`\`${variable}\``);
});

test("every alert shows a cause, so that nothing that fires is left unexplained; each cause is found by its signs alone", () => {
  const names = new Set(alerts.map(({ name }) => name));
  for (const { name, shows, brings, which } of causes) {
    for (const one of [...shows, ...brings]) expect(names, name).toContain(one);
    if (which !== undefined) expect(boards.find((board) => board.name === which.board)?.panels.some(({ id }) => id === which.id), name).toBe(true);
    expect(diagnose(shows).map((cause) => cause.name)).toEqual([name]);
    expect(diagnose([...brings, ...shows])[0]?.name, name).toBe(name);
  }
  for (const name of names) expect(diagnose([name]), name).toHaveLength(1);
  expect(diagnose([])).toEqual([]);
});

test("two faults at once are two causes, where neither follows from the other", () => {
  expect(diagnose(["ServerDown", "UndeclaredOld", "DatabaseLost", "ServerErrors", "SlowAnswers"]).map(({ name }) => name)).toEqual(["database-away", "server-dead", "declarations-forgotten"]);
});

/** What Grafana's import reads of a dashboard (its JSON model, schema 39). */
const target = z.strictObject({ refId: z.string().regex(/^[A-Z]$/), datasource: z.object({ type: z.string(), uid: z.string() }), expr: z.string().optional(), legendFormat: z.string().optional(), format: z.literal("table").optional(), rawQuery: z.literal(true).optional(), rawSql: z.string().optional() });
const panelSchema = z.object({
  id: z.int().positive(), title: z.string().min(1), description: z.string().min(1), type: z.enum(["timeseries", "table"]), gridPos: z.strictObject({ x: z.int().min(0).max(23), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }),
  datasource: z.object({ type: z.string(), uid: z.string() }), targets: z.array(target).min(1), links: z.array(z.object({ title: z.string(), url: z.url() })),
  fieldConfig: z.object({ defaults: z.object({ thresholds: z.object({ mode: z.literal("absolute"), steps: z.array(z.object({ color: z.string(), value: z.number().nullable() })).min(1) }).optional() }), overrides: z.array(z.never()) }),
});
const dashboardSchema = z.object({ __inputs: z.array(z.object({ name: z.string(), pluginId: z.string() })), uid: z.string().max(40), title: z.string().min(1), schemaVersion: z.literal(39), panels: z.array(panelSchema).min(1) });

test("each dashboard is of the form that Grafana imports: no panel over another, no data source that is not asked for, every line a question", () => {
  for (const { name } of boards) {
    const board = dashboardSchema.parse(JSON.parse(made[`sync-server/observe/out/grafana/${name}.json`] ?? ""));
    const places = board.panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`));
    expect(new Set(places).size, name).toBe(places.length);
    for (const { datasource, targets, type } of board.panels) {
      expect(board.__inputs.map((input) => `\${${input.name}}`), name).toContain(datasource.uid);
      expect(targets.every(({ expr, rawSql }) => (type === "table" ? rawSql : expr) !== undefined), name).toBe(true);
    }
  }
});

test("each monitor of Datadog asks one question with its threshold in it", () => {
  const monitors = z.array(z.object({ name: z.string(), type: z.literal("query alert"), query: z.string(), message: z.string(), options: z.object({ thresholds: z.object({ critical: z.number() }) }) })).parse(JSON.parse(made["sync-server/observe/out/datadog/monitors.json"] ?? ""));
  expect(monitors.map(({ name }) => name)).toEqual(alerts.map(({ name }) => `Guichet: ${name}`));
  for (const { query, message, options } of monitors) {
    expect(query).toMatch(/^(min|max|sum)\(last_\d+m\):.+ [<>] [\d.]+$/);
    expect(query.endsWith(` ${options.thresholds.critical}`)).toBe(true);
    expect(message).toContain(RUNBOOKS);
  }
});
