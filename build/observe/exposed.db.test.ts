import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { alerts } from "../../sync-server/observe/alerts/all.ts";
import { boards } from "../../sync-server/observe/boards/all.ts";
import { metricsOf } from "../../sync-server/observe/query.ts";
import { reportingWorld } from "../../sync-server/contract/reporting-contract.ts";
import { openingOf } from "../../sync-server/store/scope.ts";
import { openPreparedDriver } from "../../sync-server/store/testing/open-prepared-store.ts";
import { demonstrationFolder, startDemonstration } from "../../sync-server/testing/demonstration-server.ts";
import { exposedNames } from "./parse-exposition.ts";

/** Prometheus says it of each target by itself. */
const OWN = new Set(["up"]);

test("[SE4] every measure that an alert or a panel asks for is one that a server tells", async () => {
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const exposed = exposedNames(await (await fetch(`${server.address}/metrics`)).text());
  const asked = [...alerts.map(({ query }) => query), ...boards.flatMap(({ panels }) => panels.flatMap((panel) => (panel.kind === "measures" ? panel.lines.map(({ query }) => query) : [])))].flatMap(metricsOf);
  expect([...new Set(asked)].filter((name) => !OWN.has(name) && !exposed.has(name))).toEqual([]);
  // What is measured for an operator is shown to one.
  const unasked = [...exposed].filter((name) => name.startsWith("guichet_") && !asked.includes(name));
  expect(unasked).toEqual(["guichet_verifications_total", "guichet_strangers_inside", "guichet_epoch_alone", "guichet_mail_sent", "guichet_mail_failed"]);
  // The page names what it says is measured.
  for (const [, name = ""] of readFileSync("docs/observability.md", "utf8").matchAll(/`(guichet_\w+|nodejs_\w+)`/g)) expect(exposed, name).toContain(name);
});

const world = reportingWorld(openPreparedDriver);

test("[SE8] every question of a table runs as the role of a reporting tool, and tells no client", async () => {
  const tables = boards.flatMap(({ panels }) => panels.flatMap((panel) => (panel.kind === "table" ? [panel] : [])));
  const asked = await Promise.all(tables.map(async ({ title, sql }) => [title, await world().driver.transaction(openingOf({ role: "bi", bank: undefined }), (client) => client.query(sql))] as const));
  expect(asked.map(([title, rows]) => [title, rows.length])).toEqual([["The branches behind it", 0], ["Workstations not seen", 0], ["Refusals of the last days", 1], ["Disbursed and not declared, by branch", 0]]);
  for (const { sql } of tables) expect(sql).not.toMatch(/siren|file_id|person_id|number/);
});

test("[SE5] the statements that a runbook gives run", async () => {
  const statements = [...readFileSync("docs/runbooks/alerts.md", "utf8").matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = ""]) => sql.trim());
  expect(statements).toHaveLength(1);
  for (const sql of statements) expect(await world().driver.administer((client) => client.query(sql))).toEqual([]);
});
