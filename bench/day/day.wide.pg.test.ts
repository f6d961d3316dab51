import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { openDay, type Day } from "./open-day.ts";
import { NEW_RULES } from "../../build/demo/fictitious-scheme.ts";

// As build/test/pg-global.ts provides it: two rooms that this one refers to hold that file, so its own words do not reach here.
declare module "vitest" {
  interface ProvidedContext {
    pgUrl: string;
  }
}

async function tinyDay(files: number): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-day-"));
  const day = await openDay(folder, { files, branches: 24, speed: 40, seed: 1, servers: 2, postgresUrl: inject("pgUrl"), say: () => undefined });
  onTestFinished(async () => {
    await day.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return day;
}

test("[DY3] [DY5] [DY6] a small day through every event: nothing lost, nothing twice, exact to the cent; what is then taken from the centre, or put there twice, is found", async () => {
  const day = await tinyDay(160);
  expect(await day.run(new AbortController().signal)).toMatchObject({ settled: true });
  const view = day.view();
  expect(view.timeline.map(({ state }) => state)).toEqual(view.timeline.map(() => "done"));
  expect([view.rules, view.waiting, view.servers]).toEqual([NEW_RULES, 0, [{ isUp: true }, { isUp: true }]]);
  const balance = await day.strike();
  expect(balance.differences).toEqual([]);
  expect(balance).toMatchObject({ isExact: true, lost: 0, twice: 0, waiting: 0 });
  expect(balance.total.clients.registered.files).toBeGreaterThan(80);
  expect(balance.documents.told).toBeGreaterThan(0);
  expect(balance.total.centre.asked).toEqual(balance.total.clients.asked);
  // Verdicts after noon name the new version, and those before the old one.
  await day.centre.withDatabase(async (ask) => {
    const rows = await ask("SELECT state::jsonb->'registration'->>'rules' AS rules, count(*) AS n FROM guichet.file WHERE status = 'registered' GROUP BY 1 ORDER BY 1");
    expect(rows.map(({ rules }) => rules)).toEqual(["pge-france@1.0.0", NEW_RULES]);
  });

  const spoilt = async (sql: string): Promise<Awaited<ReturnType<Day["strike"]>>> => {
    await day.centre.withDatabase((ask) => ask(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`));
    return await day.strike();
  };
  // One more movement of a loan, under a number of its own, as a doubled registration would leave it.
  const doubled = await spoilt("INSERT INTO guichet.ledger_movement (siren, bank_id, file_id, step, scheme, amount, grant_on, state, number, moved_at) SELECT siren, bank_id, file_id, 2, scheme, amount, grant_on, state, 'twice', moved_at FROM guichet.ledger_movement LIMIT 1");
  expect([doubled.isExact, doubled.lost]).toEqual([false, 0]);
  expect(doubled.twice).toBeGreaterThan(0);
  expect(doubled.differences.join("\n")).toContain("number twice of file");
  // A registered file with its loan and its changes, gone as if they had never come.
  const lost = await spoilt("DELETE FROM guichet.ledger_movement WHERE number = 'twice'; CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT file_id FROM guichet.file WHERE status = 'registered' LIMIT 1; DELETE FROM guichet.ledger_movement WHERE file_id IN (SELECT file_id FROM gone); DELETE FROM guichet.change WHERE file_id IN (SELECT file_id FROM gone); DELETE FROM guichet.file WHERE file_id IN (SELECT file_id FROM gone)");
  expect([lost.isExact, lost.lost]).toEqual([false, expect.any(Number)]);
  // The number, the file, and two changes at least.
  expect(lost.lost).toBeGreaterThanOrEqual(4);
});

test("[DY6] ended early, what was begun is sent and the balance is struck all the same", async () => {
  const day = await tinyDay(120);
  const early = new AbortController();
  const running = day.run(early.signal);
  await expect.poll(() => day.view().minute).toBeGreaterThan(11 * 60 + 20);
  early.abort();
  expect(await running).toMatchObject({ settled: true });
  const balance = await day.strike();
  expect(balance.differences).toEqual([]);
  expect([balance.isExact, balance.waiting]).toEqual([true, 0]);
  expect(day.view().servers.every(({ isUp }) => isUp)).toBe(true);
});
