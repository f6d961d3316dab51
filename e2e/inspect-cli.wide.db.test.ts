import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** An auditor and a regional supervisor of the demonstration beside an advisor, each a program of her own before one real centre. */
let world: CliWorld;
beforeAll(async () => { world = await openCliWorld("inspect"); });
afterAll(() => world.close());

const inspect = async (...argv: readonly string[]) => await world.run("aude", ["inspect", ...argv, "--user", "aude.controle"]);
const json = async (...argv: readonly string[]): Promise<readonly [number, Record<string, unknown>]> => {
  const { code, out } = await inspect(...argv, "--json");
  return [code, JSON.parse(out)];
};

test("an auditor finds a file, reads who changed what from what to what, and sees her own reading in the audit; nobody else may", async () => {
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  writeFileSync(join(world.root, "one.csv"), "siren;denomination;ville\n002000008;Atelier Inspecté;Rennes\n");
  expect((await world.run("maelle", ["import", join(world.root, "one.csv")])).code).toBe(0);
  expect((await world.run("maelle", ["sync"])).code).toBe(0);

  const found = await inspect("find", "002 000 008");
  expect([found.code, found.out]).toEqual([0, expect.stringContaining("Atelier Inspecté · Agence de Rennes")]);
  const [code, answer] = await json("find", "002000008");
  const file = String((answer["files"] as readonly { readonly file: string }[])[0]?.file);
  expect([code, file]).toEqual([0, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  const read = await inspect("file", file, "--lang", "en");
  expect([read.code, read.out]).toEqual([0, expect.stringContaining("by Maëlle Exemple")]);
  expect(read.out).toContain("Rennes");
  let events = "";
  await expect.poll(async () => (events = (await inspect("events", file)).out), { timeout: 20_000, interval: 1_000 }).toContain("file.seen");
  expect(events).toContain('"role":"auditor"');

  expect(await world.run("maelle", ["inspect", "find", "002000008", "--user", "maelle.exemple"])).toMatchObject({ code: 1, err: expect.stringContaining("G3002") });
  expect((await inspect("file", "not-an-id")).code).toBe(2);
  expect((await inspect("find")).code).toBe(2);
  expect((await world.run("aude", ["init", "--user", "aude.controle", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).not.toBe(0);
});

test("what the bank keeps of one person is written for her and for a program, by an auditor alone; her search is in the audit", async () => {
  writeFileSync(join(world.root, "two.csv"), "siren;denomination;email;telephone;signatoryName\n002000016;Garage Personne;eloise@exemple.fr;0612345678;Éloïse Nominative\n");
  expect((await world.run("maelle", ["import", join(world.root, "two.csv")])).code).toBe(0);
  expect((await world.run("maelle", ["sync"])).code).toBe(0);
  const folder = join(world.root, "eloise");
  const ask = async (...argv: readonly string[]) => await world.run("aude", ["person-data", ...argv, "--out", folder, "--user", "aude.controle"]);
  expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining("--name") });
  const made = await ask("--name", "nominative eloise");
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("1 dossier") });
  const text = readFileSync(join(folder, "person-data.txt"), "utf8");
  for (const said of ["Éloïse Nominative", "eloise@exemple.fr", "Garage Personne", "Agence de Rennes", "CNIL"]) expect(text).toContain(said);
  expect(text).not.toContain("Maëlle");
  expect(text).not.toContain("Atelier Inspecté");
  expect(JSON.parse(readFileSync(join(folder, "person-data.json"), "utf8"))).toMatchObject({ format: "guichet-person-data-1", who: { name: "nominative eloise" }, files: [{ by: ["signatoryName"], branch: "Agence de Rennes" }] });
  expect(await ask("--name", "nominative eloise")).toMatchObject({ code: 2 });
  expect(await world.run("maelle", ["person-data", "--name", "eloise", "--out", join(world.root, "no"), "--user", "maelle.exemple"])).toMatchObject({ code: 1, err: expect.stringContaining("G3002") });
});

test("a supervisor keeps a desk of her region, where she enters nothing", async () => {
  expect((await world.run("enora", ["init", "--user", "enora.region", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  expect((await world.run("enora", ["sync"])).code).toBe(0);
  expect((await world.run("enora", ["list"])).out).toContain("Atelier Inspecté");
  expect(await world.run("enora", ["import", join(world.root, "one.csv")])).toMatchObject({ err: expect.stringContaining("G3002") });
});
