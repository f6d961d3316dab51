import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseFile } from "../sync-server/domain/erasure/erase-file.ts";
import { openPgliteStore } from "../sync-server/store/open-store.ts";
import { erasingOn } from "../sync-server/testing/erasing.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** A file on two workstations and at a real centre: held, let go by two, erased at the centre, gone everywhere. */
let world: CliWorld;
let file = "";
const SIREN = "732829320";
beforeAll(async () => {
  world = await openCliWorld("erasure");
  for (const [who, login] of [["maelle", "maelle.exemple"], ["gwenola", "gwenola.maquette"], ["loic", "loic.fictif"]] as const) {
    expect((await run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  }
  writeFileSync(join(world.root, "one.csv"), `siren;legalName;amount\n${SIREN};Boulangerie des Écluses;200 000\n`);
  await run("maelle", ["import", join(world.root, "one.csv")]);
  for (const who of ["maelle", "gwenola", "loic"]) await run(who, ["sync"]);
  file = JSON.parse((await run("gwenola", ["show", SIREN, "--json"])).out).file;
});
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
async function json(who: string, argv: readonly string[]) {
  const { code, out } = await run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)] as const;
}
/** At the store itself, while the server is stopped; years later. */
async function erased(): Promise<string> {
  await world.server.stop();
  const store = await openPgliteStore({ folder: join(world.root, "server", "store") });
  try {
    const erasing = await erasingOn(store, { directory: { banks: [], operators: [] } }, "2099-01-01");
    for (const scope of await store.listBanks()) {
      const done = await eraseFile(erasing, scope, file, { by: "policy" });
      if (done.ok || done.error.code !== "G2008") return done.ok ? "erased" : done.error.code;
    }
    return "not found";
  } finally {
    await store.close();
    await world.server.start();
  }
}

test("[ER6] a manager holds a file and an advisor may not; lifting it takes a second person, and meanwhile nothing erases it", async () => {
  expect(await json("maelle", ["hold", file])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect((await run("gwenola", ["hold", SIREN])).out).toBe("Ce dossier n’est pas gelé.\n");
  expect((await run("gwenola", ["hold", file, "--reason", "litigation"])).out).toMatch(/^Le dossier est gelé\.\nlitige, posé par Gwenola Maquette/);
  expect(await json("loic", ["hold", file, "--reason", "litigation"])).toMatchObject([1, { error: { code: "G9576" } }]);
  expect(await erased()).toBe("G9573");
  expect((await run("gwenola", ["hold", file, "--lift", "litigation"])).out).toContain("une autre personne doit la confirmer");
  expect(await json("gwenola", ["hold", file, "--lift", "litigation"])).toMatchObject([1, { error: { code: "G9504" } }]);
  expect((await run("loic", ["hold", file, "--lift", "litigation"])).out).toBe("Le gel est levé.\n");
  expect((await run("gwenola", ["hold", file, "--reason", "control", "--lift", "control"])).code).toBe(2);
});

test("[ER13] [ER17] erased at the centre, the file is gone from every workstation, whose lines verify, and each person is told once", async () => {
  expect(await erased()).toBe("erased");
  for (const who of ["maelle", "gwenola", "loic"]) await run(who, ["sync"]);
  for (const who of ["maelle", "gwenola"]) {
    expect(await json(who, ["show", SIREN])).toMatchObject([1, { error: { code: "G2008" } }]);
    expect((await run(who, ["verify"])).code).toBe(0);
    expect((await run(who, ["inbox"])).out).toContain("1 dossier a été effacé au centre et sur ce poste");
  }
  await world.server.stop();
  const verified = world.atStore(["verify", "--json"]);
  expect([await verified.ended, JSON.parse(verified.out())]).toMatchObject([0, { faults: [], purges: 1 }]);
  await world.server.start();
});
