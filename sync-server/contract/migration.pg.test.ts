import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../../build/test/fresh-database.ts";
import { migrate } from "../store/migrate.ts";
import { StepGivenUp } from "../store/migration-faults.ts";
import { migrations } from "../store/migrations/all.ts";
import type { Migration } from "../store/migrations/migration.ts";
import { openPostgresStore } from "../store/open-store.ts";
import { createPostgresDriver } from "../store/postgres.ts";
import { created } from "../testing/contract-world.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { newId } from "../testing/workstation.ts";

let database: FreshDatabase;
/** Somebody who reads for long; and who looks at what is there. */
let reader: pg.Client;
let admin: pg.Client;
let world: SmallWorld;
/** Nothing of these is ever answered later than this, whatever a step waits for: many times what it may wait. */
const ANSWERED_MS = 10_000;

beforeAll(async () => {
  database = await createDatabase(inject("pgUrl"));
  world = await createSmallWorld(await openPostgresStore({ url: database.url }));
  reader = await connect();
  admin = await connect();
});
afterAll(async () => {
  await Promise.all([reader.end(), admin.end()]);
  await world.services.close();
  await database.drop();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client;
}
/** Steps already run in this file, in order, each with the next version. */
const steps = [...migrations];
const next = (): number => (steps.at(-1)?.version ?? 0) + 10;
async function run(step: Migration, powers: Parameters<typeof migrate>[2] = {}): Promise<number> {
  const driver = createPostgresDriver({ url: database.url });
  try {
    const version = await migrate(driver, [...steps, step], powers);
    steps.push(step);
    return version;
  } finally {
    await driver.close();
  }
}
const within = <T>(ms: number, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not answered in ${ms} ms`)), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};
const columns = async (): Promise<readonly string[]> =>
  (await admin.query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'guichet' AND table_name = 'file'")).rows.map(({ name }) => name);

test("[ST9] while a long reading transaction holds the table, a step tries again and again and pushes are answered; then it is done", async () => {
  const marie = await world.workstation("marie");
  await reader.query("BEGIN");
  await reader.query("SELECT count(*) FROM guichet.file");
  const waits: number[] = [];
  let done = false;
  const step = { version: next(), name: "opened at", sql: "ALTER TABLE file ADD COLUMN opened_at bigint" };
  const migration = run(step, { onWait: (at) => waits.push(at) }).finally(() => { done = true; });
  for (let pushes = 0; pushes < 10 || waits.length < 3; pushes += 1) {
    expect(await within(ANSWERED_MS, marie.send(created(newId(), {})))).toMatchObject([{ kind: "accepted" }]);
    expect(done).toBe(false);
  }
  // Who starts meanwhile does not wait in the database for its turn, nor does anybody wait for it.
  expect(await admin.query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")).toMatchObject({ rowCount: 0 });
  await reader.query("COMMIT");
  expect(await migration).toBe(step.version);
  expect(await columns()).toContain("opened_at");
  expect(await marie.send(created(newId(), {}))).toMatchObject([{ kind: "accepted" }]);
});

test("[ST9] a step that never gets its tables is given up after its patience, and leaves the store as it was", async () => {
  await reader.query("BEGIN");
  await reader.query("SELECT count(*) FROM guichet.file");
  await expect(run({ version: next(), name: "never", sql: "CREATE TABLE half (n integer); ALTER TABLE file ADD COLUMN never bigint" }, { patienceMs: 800 })).rejects.toMatchObject({ constructor: StepGivenUp, why: "locked-out", step: next() });
  await reader.query("COMMIT");
  expect(await columns()).not.toContain("never");
  expect((await admin.query("SELECT to_regclass('guichet.half') AS half, max(version) AS version FROM guichet.schema_version")).rows).toEqual([{ half: null, version: steps.at(-1)?.version }]);
});

test("[ST9] what a step does under its locks is cut off after its time and undone", async () => {
  await expect(run({ version: next(), name: "slow", sql: "ALTER TABLE file ADD COLUMN slow bigint; SELECT pg_sleep(60)" }, { workMs: 300 })).rejects.toMatchObject({ constructor: StepGivenUp, why: "too-long" });
  expect(await columns()).not.toContain("slow");
});

test("[ST9] an index is made while others write: it waits for them, and nobody for it; one that was cut off is made again", async () => {
  const marie = await world.workstation("marie");
  const index = { name: "file_by_opening", on: "file (bank_id, opened_at)" };
  const isValid = async () => (await admin.query<{ valid: boolean }>("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('guichet.file_by_opening')")).rows.map(({ valid }) => valid);
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await reader.query("SELECT count(*) FROM guichet.file");
  const cut = run({ version: next(), name: "by opening", index }).catch((error: unknown) => error);
  await expect.poll(isValid).toEqual([false]); // it stands, and waits for the transactions older than itself
  for (let pushes = 0; pushes < 5; pushes += 1) expect(await within(ANSWERED_MS, marie.send(created(newId(), {})))).toMatchObject([{ kind: "accepted" }]);
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX CONCURRENTLY%'");
  expect(await cut).toBeInstanceOf(Error);
  await reader.query("COMMIT");
  expect(await isValid()).toEqual([false]);
  // Several start at once, as servers do: one makes it, none waits for ever.
  const step = { version: next(), name: "by opening", index };
  const drivers = [1, 2, 3].map(() => createPostgresDriver({ url: database.url }));
  expect(await Promise.all(drivers.map((driver) => migrate(driver, [...steps, step])))).toEqual([step.version, step.version, step.version]);
  await Promise.all(drivers.map((driver) => driver.close()));
  steps.push(step);
  expect(await isValid()).toEqual([true]);
});
