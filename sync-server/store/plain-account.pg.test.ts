import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { openPostgresStore } from "./open-store.ts";
import { ROLES } from "./scope.ts";

test("[ST1] the store works for an account that is no superuser, owns nothing, inherits nothing, and may only become the roles of the store", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const login = `guichet_login_${Math.random().toString(36).slice(2, 10)}`;
  try {
    await (await openPostgresStore({ url: database.url })).close(); // makes the roles, as an administrator does once
    await admin.query("DROP SCHEMA guichet CASCADE");
    await admin.query(`CREATE ROLE ${login} LOGIN NOSUPERUSER NOCREATEROLE NOINHERIT PASSWORD 'only-for-this-test'`);
    for (const role of ROLES) await admin.query(`GRANT guichet_${role} TO ${login} WITH INHERIT FALSE, SET TRUE`);
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`GRANT CREATE ON DATABASE ${name} TO ${login}`);
    const url = new URL(database.url);
    [url.username, url.password] = [login, "only-for-this-test"];
    const store = await openPostgresStore({ url: url.href });
    expect(await store.schemaVersion()).toBe(store.expectedSchema);
    await store.createCentre({ centre: "00000000-0000-7000-8000-000000000001", epochN: 1, epochId: "00000000-0000-7000-8000-000000000002", demonstration: false, businessDate: undefined, createdAt: 1 }, { kid: "k", x: "x", d: "d" });
    expect(await store.centre()).toMatchObject({ demonstration: false });
    expect(await store.signingKeys()).toHaveLength(1);
    await store.sweep();
    const { rows: swept } = await admin.query("SELECT relname FROM pg_stat_all_tables WHERE schemaname = 'guichet' AND last_vacuum IS NOT NULL");
    expect(swept.map(({ relname }: { readonly relname: string }) => relname)).toContain("change"); // [ER10] what was erased is cleared out, by an account that owns nothing
    await store.close();
    const { rows } = await admin.query("SELECT count(*)::int AS owned FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = $1", [login]);
    expect(rows).toEqual([{ owned: 0 }]);
  } finally {
    await admin.query(`DROP OWNED BY ${login}`).catch(() => {});
    await admin.query(`DROP ROLE IF EXISTS ${login}`).catch(() => {});
    await admin.end();
    await database.drop();
  }
});
