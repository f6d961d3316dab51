import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { openPostgresStore } from "./open-store.ts";
import { ROLES } from "./scope.ts";

const script = readFileSync(new URL("first-day.sql", import.meta.url), "utf8");

test("the account made on the first day opens the store, and so does the one that takes turns with it when passwords are renewed", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const server = `guichet_first_${Math.random().toString(36).slice(2, 10)}`;
  const other = `${server}_clone`;
  const name = new URL(database.url).pathname.slice(1);
  const as = (account: string): string => {
    const url = new URL(database.url);
    [url.username, url.password] = [account, "only-for-this-test"];
    return url.href;
  };
  try {
    await admin.query(script.replaceAll(':"server"', server).replaceAll(':"database"', name));
    await admin.query(`ALTER ROLE ${server} PASSWORD 'only-for-this-test'`);
    const store = await openPostgresStore({ url: as(server) });
    expect(await store.schemaVersion()).toBe(store.expectedSchema);
    await store.close();
    // What Secrets Manager's rotation by two accounts does, the first time it turns.
    await admin.query(`CREATE ROLE ${other} LOGIN PASSWORD 'only-for-this-test'; GRANT ${server} TO ${other}`);
    const next = await openPostgresStore({ url: as(other) });
    await next.createCentre({ centre: "00000000-0000-7000-8000-000000000001", epochN: 1, epochId: "00000000-0000-7000-8000-000000000002", demonstration: false, businessDate: undefined, createdAt: 1 }, { kid: "k", x: "x", d: "d" });
    expect(await next.centre()).toMatchObject({ demonstration: false });
    expect(await next.signingKeys()).toHaveLength(1);
    await next.close();
    const { rows } = await admin.query("SELECT count(*)::int AS owned FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = ANY ($1)", [[server, other]]);
    expect(rows).toEqual([{ owned: 0 }]);
  } finally {
    for (const account of [other, server]) {
      await admin.query(`DROP OWNED BY ${account}`).catch(() => {});
      await admin.query(`DROP ROLE IF EXISTS ${account}`).catch(() => {});
    }
    await admin.end();
    await database.drop();
  }
});

test("it makes every role that the store knows", () => {
  for (const role of ROLES) expect(script).toContain(`'guichet_${role}'`);
});
