import pg from "pg";
import { afterEach, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../build/test/fresh-database.ts";
import { startDemonstration, temporaryFolder } from "./testing/demonstration-server.ts";
import { remoteServices, remoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";

const databases: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

test("[ST9] a server at work whose store only went on stays ready; one that finds it too new takes no more work, ends its streams and is not ready, ever again: nobody has to ask it first", async () => {
  const database = await createDatabase(inject("pgUrl"));
  databases.push(database);
  const lines: string[] = [];
  const { address } = await startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url, GUICHET_DATA: temporaryFolder() }, lines);
  const maelle = await remoteWorkstation(address, "maelle.exemple");
  const stream = await fetch(`${address}/v1/news`, { headers: { authorization: `Bearer ${maelle.token}` } });
  const streamEnds = stream.text();
  expect(await maelle.send({ kind: "created", file: newId(), body: { fields: {} } })).toMatchObject([{ kind: "accepted" }]);

  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const ready = async () => (await fetch(`${address}/readyz`)).status;
  await admin.query("INSERT INTO guichet.schema_version (version, name, oldest_safe) VALUES (9000, 'only adds', 0)");
  expect(await ready()).toBe(200);
  // As no deployment does it: past the migration, which would refuse.
  await admin.query("INSERT INTO guichet.schema_version (version, name, oldest_safe) VALUES (9010, 'by hand', 9000)");

  await streamEnds;
  const first = maelle.nextSeq();
  maelle.seal({ kind: "created", file: newId(), body: { fields: {} } });
  expect(await remoteServices(address, maelle.token).push(maelle.caller, maelle.requestFrom(first))).toMatchObject({ ok: false, error: { code: "G5002" } });
  expect(await ready()).toBe(503);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  await admin.query("DELETE FROM guichet.schema_version WHERE version = 9010");
  expect(await ready()).toBe(503);
  await admin.end();
  expect(lines.filter((line) => line.includes("store too new")).map((line) => JSON.parse(line).level)).toEqual(["error"]);
});
