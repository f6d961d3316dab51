import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { alerts } from "../../sync-server/observe/alerts/all.ts";
import { boards } from "../../sync-server/observe/boards/all.ts";
import type { Query } from "../../sync-server/observe/query.ts";
import { toPromql } from "../../sync-server/observe/to-promql.ts";
import { toRules } from "../../sync-server/observe/to-rules.ts";
import { demonstrationFolder, startDemonstration } from "../../sync-server/testing/demonstration-server.ts";
import { remoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import { newId } from "../../sync-server/testing/workstation.ts";
import { freePort } from "../test/free-port.ts";
import { evaluate } from "./evaluate.ts";
import { parseExposition } from "./parse-exposition.ts";
import { createRecorded } from "./record-series.ts";
import { SPEED } from "./testing/watch.ts";

/** A package of the system, of no registry that these tests install from: without it this file says so and passes it over. */
const hasPrometheus = spawnSync("prometheus", ["--version"]).status === 0 && spawnSync("promtool", ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "guichet-prometheus-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!hasPrometheus)("promtool reads the rules, those of a rehearsal too", () => {
  writeFileSync(join(folder, "rehearsal.yml"), toRules(alerts, (name) => name, SPEED));
  for (const file of ["sync-server/observe/out/prometheus/guichet.rules.yml", join(folder, "rehearsal.yml")]) {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`${alerts.length} rules found`);
  }
});

async function startPrometheus(target: string): Promise<{ readonly ask: (expr: string) => Promise<readonly (readonly [labels: string, value: number])[]>; readonly close: () => Promise<void> }> {
  const port = await freePort();
  writeFileSync(join(folder, "prometheus.yml"), `global: { scrape_interval: 500ms, scrape_timeout: 400ms }\nscrape_configs: [{ job_name: guichet, static_configs: [{ targets: ["${target}"] }] }]\n`);
  const child = spawn("prometheus", [`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`, `--web.listen-address=127.0.0.1:${port}`, "--log.level=error"], { stdio: "ignore" });
  const answered = z.object({ data: z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })) }) });
  await expect.poll(async () => await fetch(`http://127.0.0.1:${port}/-/ready`).then(({ ok }) => ok, () => false)).toBe(true);
  return {
    ask: async (expr) => answered.parse(await (await fetch(`http://127.0.0.1:${port}/api/v1/query?${new URLSearchParams({ query: expr })}`)).json()).data.result.map(({ metric, value: [, value] }) => [keyOf(metric), Number(value)]),
    close: async () => { const ended = new Promise((resolve) => { child.once("exit", resolve); }); child.kill("SIGTERM"); await ended; },
  };
}
/** Of another second, and of another moment altogether: of those only which lines there are is compared. */
const AGES = /Age of|VitalsOld|Since|NightMissed/;
const MOMENTARY = /Lag|Memory|Inside/;
const keyOf = (labels: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(labels).filter(([label]) => label !== "__name__").toSorted(([a], [b]) => (a < b ? -1 : 1)));

test.skipIf(!hasPrometheus)("Prometheus itself, which scrapes the same server, answers every question as the evaluator does", async () => {
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder(), GUICHET_VITALS_SECONDS: "1" });
  const target = new URL(server.address).host;
  const prometheus = await startPrometheus(target);
  const recorded = createRecorded();
  const maelle = await remoteWorkstation(server.address, "maelle.exemple");
  const until = performance.now() + 20_000;
  const working = (async () => { while (performance.now() < until) { await maelle.send({ kind: "created", file: newId(), body: { fields: { legalName: "SARL Exemple" } } }); await fetch(`${server.address}/v1/me`); await new Promise((resolve) => setTimeout(resolve, 100)); } })();
  const scraping = (async () => { while (performance.now() < until) { const text = await (await fetch(`${server.address}/metrics`)).text(); recorded.take(target, performance.now() / 1_000, parseExposition(text)); await new Promise((resolve) => setTimeout(resolve, 500)); } })();
  await Promise.all([working, scraping]);
  const queries: readonly (readonly [name: string, query: Query])[] = [...alerts.map(({ name, query }) => [name, query] as const), ...boards.flatMap((board) => board.panels.flatMap((panel) => (panel.kind === "measures" ? panel.lines.map(({ name, query }) => [`${board.name} ${panel.title} ${name}`, query] as const) : [])))];
  const differing: string[] = [];
  let compared = 0;
  for (const [name, query] of queries) {
    const own = new Map(evaluate(query, { recorded, at: performance.now() / 1_000, speed: SPEED }).map(({ labels, value }) => [keyOf(labels), value]));
    const theirs = new Map(await prometheus.ask(toPromql(query, SPEED)));
    // Scraped at other moments: what grows and what is an age differs a little, and a line at the edge of a window may be of one only.
    for (const [key, value] of theirs) {
      const ours = own.get(key);
      if (ours === undefined) { differing.push(`${name} ${key}: only Prometheus, ${value}`); continue; }
      compared += 1;
      const isNear = (Number.isNaN(value) && Number.isNaN(ours)) || Math.abs(value - ours) <= Math.max(AGES.test(name) ? 1.5 : 0.02, 0.35 * Math.abs(value));
      if (!isNear && !MOMENTARY.test(name)) differing.push(`${name} ${key}: ${value} there, ${ours} here`);
    }
    for (const key of own.keys()) if (!theirs.has(key)) differing.push(`${name} ${key}: only here`);
  }
  await prometheus.close();
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(60);
});
