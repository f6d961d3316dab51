import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPgliteDriver } from "../sync-server/store/pglite.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** A workstation and a real centre whose audit is anchored, and somebody who writes in the centre's store. */
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld("proof");
  writeFileSync(join(world.root, "one.csv"), "siren;legalName;amount\n732829320;Boulangerie des Écluses;200 000\n");
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  expect((await world.run("maelle", ["import", join(world.root, "one.csv")])).code).toBe(0);
  expect((await world.run("maelle", ["sync"])).code).toBe(0);
});
afterAll(() => world.close());

/** A server that stops links and anchors what was done. */
async function whileStopped(work: () => Promise<void> = async () => undefined): Promise<void> {
  await world.server.stop();
  await work();
  await world.server.start();
}
const rewrite = (statement: string): Promise<void> => whileStopped(async () => {
  const driver = await createPgliteDriver({ folder: join(world.root, "server", "store") });
  await driver.administer((sql) => sql.script(`SET search_path TO guichet; SET session_replication_role TO replica; ${statement}; RESET ALL`));
  await driver.close();
});

test("[AP1] verify --centre proves what was sent from the centre's audit; a push taken out of the audit is named, and the command says so to a program", async () => {
  await whileStopped();
  const good = await world.run("maelle", ["verify", "--centre"]);
  expect([good.code, good.out]).toEqual([0, expect.stringMatching(/L’audit du centre contient ce que ce poste a envoyé, modifications 1 à 1/)]);
  const [, told] = [0, JSON.parse((await world.run("maelle", ["verify", "--centre", "--json"])).out) as unknown];
  expect(told).toMatchObject({ faults: [], proof: { anchored: true, upTo: 1, waiting: 0, faults: [] } });
  await rewrite("UPDATE audit_link SET hash = repeat('a', 64) WHERE n = (SELECT max(n) FROM audit_anchor WHERE put_at IS NOT NULL)");
  const bad = await world.run("maelle", ["verify", "--centre"]);
  expect([bad.code, bad.out]).toEqual([1, expect.stringMatching(/1 anomalie[\s\S]*audit link \d+: the centre has another one now than it proved before/)]);
});
