import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { migrate } from "./migrate.ts";
import { StoreInUse } from "./migration-faults.ts";
import { migrations } from "./migrations/all.ts";
import { openPostgresStore, openStore } from "./open-store.ts";
import { createPostgresDriver } from "./postgres.ts";

const last = migrations.at(-1)?.version ?? 0;
const adding = { version: last + 10, name: "adding", sql: "CREATE TABLE added (n integer)" };
const taking = { version: last + 20, name: "taking", sql: "DROP TABLE added", oldestSafeServer: adding.version };
const next = [...migrations, adding];
const later = [...next, taking];
const ignore = (): void => {};

test("[ST9] while an older server is at work, a step that takes away what it uses is not run, nor any before it; once it is gone, it is", async () => {
  const [database, other] = [await createDatabase(inject("pgUrl")), await createDatabase(inject("pgUrl"))];
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const driver = createPostgresDriver({ url: database.url });
  const refusal = () => migrate(driver, later).then(() => undefined, (error: unknown) => error);
  const standing = async () => (await admin.query<{ version: number }>("SELECT max(version) AS version FROM guichet.schema_version")).rows[0]?.version;
  const elsewhere = await openPostgresStore({ url: other.url });
  const leaveElsewhere = await elsewhere.listen(ignore); // of another database: nobody here
  try {
    const present = await openPostgresStore({ url: database.url, onError: ignore });
    const leave = await present.listen(ignore);
    expect(await refusal()).toMatchObject({ constructor: StoreInUse, schemas: [last] });
    expect(await standing()).toBe(last);

    // Its line is cut, and comes again by itself: it is seen again.
    const seen = async () => (await admin.query<{ pid: number }>("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", [last])).rows[0]?.pid ?? 0;
    const before = await seen();
    await admin.query("SELECT pg_terminate_backend($1)", [before]);
    await expect.poll(async () => ![0, before].includes(await seen())).toBe(true);
    expect(await refusal()).toBeInstanceOf(StoreInUse);

    const newer = await openStore(createPostgresDriver({ url: database.url }), { steps: next });
    const leaveNewer = await newer.listen(ignore);
    expect(await standing()).toBe(adding.version);
    expect(await refusal()).toMatchObject({ schemas: [last] });
    await leave();
    await expect.poll(refusal).toBeUndefined();
    expect(await standing()).toBe(taking.version);
    await leaveNewer();
    await Promise.all([present.close(), newer.close()]);
  } finally {
    await driver.close();
    await leaveElsewhere();
    await elsewhere.close();
    await admin.end();
    await Promise.all([database.drop(), other.drop()]);
  }
});
