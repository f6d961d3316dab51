import { afterEach, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../build/test/fresh-database.ts";
import { startDemonstration, temporaryFolder } from "./testing/demonstration-server.ts";
import { ask, remoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";
import { demonstrationBanks } from "./demonstration/people.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { z } from "zod";

const databases: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

const [rennes] = demonstrationBanks[0]?.branches ?? [];

test("two servers on one PostgreSQL are one centre: what one commits the other pulls, announces and dates", async () => {
  const database = await createDatabase(inject("pgUrl"));
  databases.push(database);
  const env = { GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url };
  const one = await startDemonstration({ ...env, GUICHET_DATA: temporaryFolder() });
  const two = await startDemonstration({ ...env, GUICHET_DATA: temporaryFolder(), GUICHET_DEMONSTRATION_ISSUER: one.address });
  const [first, second] = await Promise.all([one, two].map(async ({ address }) => helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json())));
  expect([second?.centre, second?.epoch, second?.issuer]).toEqual([first?.centre, first?.epoch, first?.issuer]);

  const maelle = await remoteWorkstation(one.address, "maelle.exemple");
  const yann = await remoteWorkstation(two.address, "yann.modele", one.address);
  const response = await fetch(`${two.address}/v1/news`, { headers: { authorization: `Bearer ${yann.token}` } });
  let news = "";
  const decoder = new TextDecoder();
  void (async () => { for await (const chunk of response.body ?? []) news += decoder.decode(chunk, { stream: true }); })().catch(() => undefined);

  const file = newId();
  expect(await maelle.send({ kind: "created", file, body: { fields: { legalName: "SARL Exemple" } } })).toMatchObject([{ kind: "accepted" }]);
  await expect.poll(() => news).toContain(`{"branch":"${rennes?.id}","n":1}`);
  const pulled = await yann.pull([{ branch: rennes?.id ?? "", n: 0 }]);
  expect(pulled.ok && pulled.value.feeds[0]?.entries.map((entry) => entry.file)).toEqual([file]);

  await ask(one.address, maelle.token, "/v1/demonstration/business-date", z.unknown(), { businessDate: "2021-03-01" });
  await expect.poll(async () => helloSchema.parse(await (await fetch(`${two.address}/v1/hello`)).json()).businessDate).toBe("2021-03-01");
});

test("a PostgreSQL that does not answer is one sentence that names the variable, without its password", async () => {
  const starting = startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: "postgres://user:hunter2@127.0.0.1:1/none", GUICHET_DATA: temporaryFolder() });
  await expect(starting).rejects.toThrow(/^PostgreSQL \(GUICHET_PG_URL\) does not open \(ECONNREFUSED\)(?!.*hunter2)/);
});
