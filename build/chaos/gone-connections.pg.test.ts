import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { createPostgresDriver } from "../../sync-server/store/postgres.ts";
import type { SqlDriver } from "../../sync-server/store/sql.ts";
import { createDatabase, type FreshDatabase } from "../test/fresh-database.ts";
import { openTcpProxy, type TcpProxy } from "../weather/tcp-proxy.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of build/test/pg-global.ts, whose own saying of it belongs to another room's types. */
    pgUrl: string;
  }
}

/** An address that leads to one piece of network now and to another later, as a cluster's does. */
let database: FreshDatabase;
let address: TcpProxy;
let pieces: TcpProxy[];
let driver: SqlDriver;
beforeEach(async () => {
  database = await createDatabase(inject("pgUrl"));
  const url = new URL(database.url);
  pieces = [await openTcpProxy({ target: Number(url.port) }), await openTcpProxy({ target: Number(url.port) })];
  address = await openTcpProxy({ target: pieces[0]?.port });
  url.port = String(address.port);
  driver = createPostgresDriver({ url: url.href, connections: 3, lookMs: 200 });
});
afterEach(async () => {
  await Promise.all([address, ...pieces].map((piece) => piece.close()));
  await driver.close().catch(() => undefined);
  await database.drop();
});

async function endSessions(): Promise<void> {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
  await admin.end();
}

const ask = (statement: string): Promise<readonly unknown[]> => driver.transaction("SELECT 1", (sql) => sql.query(statement));

test("[CH3] whoever waits for a server that is gone without a word is told, and the next are answered by who stands there now", async () => {
  await Promise.all([ask("SELECT pg_sleep(0.3)"), ask("SELECT pg_sleep(0.3)"), ask("SELECT pg_sleep(0.3)")]);
  pieces[0]?.setWeather({ kind: "silent" });
  const waiting = [ask("SELECT 1 AS one"), ask("SELECT 1 AS one")].map((answer) => answer.then(() => "answered", (error: unknown) => (error instanceof Error ? error.message : "")));
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  // Who stands there now has none of those sessions; what their end would say does not pass.
  await endSessions();
  address.lead(pieces[1]?.port);
  expect(await Promise.all(waiting)).toEqual([expect.stringMatching(/^Connection terminated/), expect.stringMatching(/^Connection terminated/)]);
  // The third connection rested meanwhile, and is gone with them: nobody waits for it.
  const startedAt = performance.now();
  expect(await Promise.all([ask("SELECT 1 AS one"), ask("SELECT 1 AS one"), ask("SELECT 1 AS one")])).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("[CH3] a statement that takes long, and a transaction whose program thinks long, are left alone", async () => {
  const slow = ask("SELECT 2 AS two FROM pg_sleep(2)");
  const thinking = driver.transaction("SELECT 1", async (sql) => {
    await sql.query("SELECT 1");
    await new Promise((resolve) => { setTimeout(resolve, 2_000); });
    return await sql.query("SELECT 3 AS three");
  });
  expect(await Promise.all([slow, thinking])).toEqual([[{ two: 2 }], [{ three: 3 }]]);
});

test("[CH3] where nobody answers nothing is known, and nothing is ended: once the network is back the same connection is answered", async () => {
  await ask("SELECT 1");
  address.setWeather({ kind: "silent" });
  const waiting = ask("SELECT 4 AS four");
  expect(await Promise.race([waiting, new Promise((resolve) => { setTimeout(resolve, 1_500, "waits"); })])).toBe("waits");
  address.setWeather({ kind: "fair" });
  expect(await waiting).toEqual([{ four: 4 }]);
});
