import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDatabase } from "./fresh-database.ts";

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows[0];
  } finally {
    await client.end();
  }
}

test("the server is PostgreSQL 18, durable as in production", async () => {
  expect(await ask(inject("pgUrl"), "SHOW server_version")).toMatchObject({ server_version: expect.stringMatching(/^18\./) });
  expect(await ask(inject("pgUrl"), "SHOW fsync")).toEqual({ fsync: "on" });
  expect(await ask(inject("pgUrl"), "SHOW synchronous_commit")).toEqual({ synchronous_commit: "on" });
});

test("two fresh databases do not see each other, and leave when dropped, even with a client still there", async () => {
  const [one, two] = await Promise.all([createDatabase(inject("pgUrl")), createDatabase(inject("pgUrl"))]);
  await ask(one.url, "CREATE TABLE mine (n int)");
  expect(await ask(two.url, "SELECT to_regclass('mine') AS found")).toEqual({ found: null });
  const idle = new pg.Client({ connectionString: two.url });
  idle.on("error", () => {}); // being cut off is what this test is about
  await idle.connect();
  await Promise.all([one.drop(), two.drop()]);
  const name = new URL(two.url).pathname.slice(1);
  expect(await ask(inject("pgUrl"), `SELECT count(*)::int AS left FROM pg_database WHERE datname = '${name}'`)).toEqual({ left: 0 });
});
