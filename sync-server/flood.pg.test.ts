import { Agent } from "undici";
import { afterEach, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../build/test/fresh-database.ts";
import { startDemonstration, temporaryFolder } from "./testing/demonstration-server.ts";
import { remoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";

const databases: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

const CONNECTIONS = 120;

test("while one workstation floods the centre on every connection it can open, another branch of its bank is refused nothing", async () => {
  const database = await createDatabase(inject("pgUrl"));
  databases.push(database);
  const server = await startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url, GUICHET_DATA: temporaryFolder(), GUICHET_MAX_INSIDE: "24" });
  const [flooder, other] = [await remoteWorkstation(server.address, "maelle.exemple"), await remoteWorkstation(server.address, "soizic.essai")];
  expect([other.caller.bank?.id, other.caller.branches.some(({ id }) => flooder.caller.branches.some((own) => own.id === id))]).toEqual([flooder.caller.bank?.id, false]);

  const file = newId();
  await flooder.send({ kind: "created", file, body: { fields: { legalName: "SARL Inondation" } } });
  const address = { protocol: 1, ...flooder.address, replica: flooder.replica };
  const bodies: readonly (readonly [path: string, body: string])[] = [
    ["/v1/pull", JSON.stringify({ ...address, cursors: [{ branch: flooder.caller.branches[0]?.id, n: 0 }], limit: 2_000 })],
    ["/v1/push", JSON.stringify({ ...address, first: 1, changes: Array.from({ length: 1_000 }, () => ({ head: "{}", body: "{}", salt: "0".repeat(32) })), signature: "AAAA" })],
    ["/v1/branch-keys", JSON.stringify(address)],
  ];
  const told = new Map<number, number>();
  const over = new AbortController();
  const agent = new Agent({ connections: CONNECTIONS });
  const flood = Promise.all(Array.from({ length: CONNECTIONS }, async (_, c) => {
    for (let i = c; !over.signal.aborted; i += 1) {
      const [path = "", body = ""] = bodies[i % bodies.length] ?? [];
      const { statusCode, body: answer } = await agent.request({ origin: server.address, path, method: "POST", headers: { authorization: `Bearer ${flooder.token}`, "content-type": "application/json" }, body });
      await answer.dump();
      told.set(statusCode, (told.get(statusCode) ?? 0) + 1);
    }
  }));

  await expect.poll(() => told.get(429) ?? 0).toBeGreaterThan(CONNECTIONS);
  for (let i = 0; i < 40; i += 1) {
    // A 429 or a 503 would fail here: it is neither "accepted" nor a page.
    expect(await other.send({ kind: "created", file: newId(), body: { fields: { legalName: `SARL ${i}` } } })).toMatchObject([{ kind: "accepted" }]);
    expect(await other.pull([{ branch: other.caller.branches[0]?.id ?? "", n: 0 }])).toMatchObject({ ok: true });
  }
  over.abort();
  await flood;
  await agent.close();
  expect([...told.keys()].filter((status) => status === 503)).toEqual([]);
  expect(told.get(429)).toBeGreaterThan(told.get(200) ?? 0);
});
