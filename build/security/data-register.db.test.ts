import { expect, test } from "vitest";
import { sql } from "../../main/core/db/sql.ts";
import { migrations } from "../../main/core/db/migrations/all.ts";
import { mustOpen, newProfile } from "../../main/core/db/testing-profile.ts";
import { openStore } from "../../sync-server/store/open-store.ts";
import { openPreparedDriver } from "../../sync-server/store/testing/open-prepared-store.ts";
import { CENTRE, WORKSTATION } from "./data-register.ts";

test("every table of the centre stands in the register, and no other", async () => {
  const { driver, close } = await openPreparedDriver();
  const store = await openStore(driver);
  const rows = await driver.administer(async (client) => await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'guichet' ORDER BY 1"));
  await store.close();
  await close();
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(CENTRE).toSorted());
});

test("every table of a workstation stands in the register, and no other", async () => {
  const db = await mustOpen(newProfile(), migrations);
  const tables = db.read.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'file_search_%' AND name NOT LIKE 'sqlite_%' ORDER BY name`).map(({ name }) => name);
  db.close();
  expect(tables.filter((name) => !(name in WORKSTATION))).toEqual([]);
  expect(Object.keys(WORKSTATION).filter((name) => !tables.includes(name))).toEqual([]);
});
