import { afterAll, beforeAll, expect, test } from "vitest";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

let world: CliWorld;
beforeAll(async () => { world = await openCliWorld("support"); });
afterAll(() => world.close());

test("[DV5] support lists every workstation of the bank without one of her own, and decides nothing; an advisor is refused, and an auditor reads the bank's rules", async () => {
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  expect((await world.run("maelle", ["sync"])).code).toBe(0);
  const seen = await world.run("sami", ["support", "devices", "--user", "sami.depannage"]);
  expect([seen.code, seen.out]).toEqual([0, expect.stringMatching(/^1 poste · 1 en service\nAucun poste ne demande un regard\.\n\nMaëlle Exemple · Agence de Rennes · .+\n {2}en service · .*vu .*\n {2}[0-9a-f]{32}\n$/)]);
  const told = JSON.parse((await world.run("sami", ["support", "devices", "--user", "sami.depannage", "--json"])).out) as { readonly devices: readonly unknown[] };
  expect(told.devices).toMatchObject([{ name: "Maëlle Exemple", may: [] }]);
  expect(JSON.parse((await world.run("maelle", ["support", "devices", "--user", "maelle.exemple", "--json"])).out)).toMatchObject({ error: { code: "G3002" } });
  expect((await world.run("aude", ["inspect", "policy", "--user", "aude.controle"])).out).toContain("Un nouveau poste · travaille aussitôt");
});
